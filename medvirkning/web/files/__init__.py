"""Reading tables that people send in: CSV as a stream, cells by what their column holds, faults named row by row."""
