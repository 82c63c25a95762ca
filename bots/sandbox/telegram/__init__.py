"""A Bot API server of our own: the real one's rules and errors, with the customers played through a control API."""
