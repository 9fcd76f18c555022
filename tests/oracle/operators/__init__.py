"""One module an operator or family of operators; found and loaded by oracle.registry."""
