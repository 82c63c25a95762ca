"""Mail, the other way to a person: letters out through SMTP."""
