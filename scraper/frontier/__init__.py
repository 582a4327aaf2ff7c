"""One crawl over several processes: they meet in Redis, on one machine or on many, and one of them writes the records.

The leader finds the addresses, pushes them, collects what comes of each and asks at the end for what is missing and for
the images, as a crawl of one process does. Every process, the leader too, takes addresses and hands answers in.
"""
