"""Parking pages: permits and notices, adding them, and challenging a notice."""
