"""Sources for drift: where they come from, how archives are read, what binds them."""
