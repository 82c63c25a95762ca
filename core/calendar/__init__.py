"""Business time: when a desk works, and how much of it lies between two instants (X5). Pure: time is an argument."""
