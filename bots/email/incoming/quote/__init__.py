"""What of a letter's text is new: the reply cutter (A7, faults C10)."""
