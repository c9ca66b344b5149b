"""The forms of figures: each draws one kind of view, and knows nothing of where its numbers come from."""
