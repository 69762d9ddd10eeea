"""Find runs by a solver: bounded model checking, and induction."""
