"""The command `zayavka`."""
