"""Shows what reading made of one document, for whoever extends the rules; nothing here reads or decides."""
