"""The outside world, pretended: suppliers, card payments, staff directory, postbox.

It runs as its own process with its own database and shares no code with the portal.
"""
