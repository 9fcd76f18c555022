"""Small models of several operators."""
