"""The program that trains the bundled encoder: ``make train``. Nothing here runs in the product."""
