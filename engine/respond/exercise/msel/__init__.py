"""The list of injects as a workbook: which columns it has, a scenario written into it, and read from it."""
