"""Which facts of a project's source bind which lifecycle: a TOML file for each project."""
