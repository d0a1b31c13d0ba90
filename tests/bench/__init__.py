"""`make bench`: how fast and how heavy, as ratios within one run. See __main__."""
