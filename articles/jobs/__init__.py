"""What runs in the background: the tick, the queue, standing jobs, signs of life. One file a duty."""
