"""From a letter to what the desk does with it."""
