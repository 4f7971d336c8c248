"""What the bot does for admins: from a file that they send to a source in the library, and back."""
