"""Explore systems one configuration at a time, packed into arrays of integers."""
