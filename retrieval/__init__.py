"""Question in, verbatim quotes out; pure functions over an opened generation."""
