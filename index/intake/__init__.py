"""What is found in articles before they are written into a generation, on all processors."""
