"""Ways in and out: the command line, loading of lifecycles, reports and data files."""
