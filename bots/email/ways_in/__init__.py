"""Where letters come from: a listener, a pipe, a mailbox. Each journals before it says that it has a letter."""
