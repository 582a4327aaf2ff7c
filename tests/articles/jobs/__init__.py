"""What runs in the background, tried in real processes where it is about processes."""
