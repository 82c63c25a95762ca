"""What crosses rooms: one wish that several of them carry out together."""
