"""The crash rig: the product as a process that dies, the stand-ins as processes that remember, and an oracle."""
