"""From the official document to a draft of plan.yaml.

A file becomes a paper (paragraphs and tables with their lines), the paper an outline (sections, items, goals), each
item its rows (roles, milestones, indicators) and its doubts. Nothing is added that the document does not say: what
is not certain becomes a question in the draft.
"""
