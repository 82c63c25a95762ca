"""What a letter that came in says: octets become a letter, and rules read it. Nothing here stores or sends."""
