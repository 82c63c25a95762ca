"""Pages behind signed links, and the doors of webhooks."""
