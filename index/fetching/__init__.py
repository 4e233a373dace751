"""Articles from the web: pages and feeds, fetched safely and politely, kept as article files."""
