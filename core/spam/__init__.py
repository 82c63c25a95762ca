"""Letters that nobody asked for: who says so of a ticket and why, and what the desk's people have taught (E3)."""
