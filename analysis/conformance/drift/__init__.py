"""Facts that are read out of source code and docs, and the lifecycles that they bind.

A source is read with `ast` and never imported. An extractor is a module: `constants`, `guards`,
`updates`, `tables`, `machines`, `writes`, `documents`, `graphs`. What one of them cannot resolve
it reports as `Unresolved`, with the place; it never guesses.
"""
