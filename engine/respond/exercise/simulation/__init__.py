"""A scenario played thousands of times: its course, what takes how long, the queues, the shares, how it is shown."""
