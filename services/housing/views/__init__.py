"""Housing pages: the home, the rent, the repairs, and reporting one."""
