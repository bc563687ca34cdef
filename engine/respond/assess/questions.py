def questions(plan, values, level): return ()
Asked=None
