"""Emergencies (重污染应急响应): by which forecast a level is reached, how one runs, who signs and who reports."""
