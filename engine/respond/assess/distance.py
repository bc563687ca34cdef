def distances(plan, values, level): return ()
Change=None
