"""Benefits pages: the claim, its payments and letters, and telling us about a change."""
