"""Recorded logs: from what people have to the columns that replay reads."""
