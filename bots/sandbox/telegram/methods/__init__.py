"""The methods of the Bot API that the stand-in plays, by room."""
