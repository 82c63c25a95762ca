"""The mail stand-in: an SMTP server that keeps what it is given, and a control API for tests and demos."""
