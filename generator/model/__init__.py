"""The values everything is made of. Frozen, and without behaviour beyond what their own fields say."""
