"""From the official document to a draft of plan.yaml.

A file is read into a document (paragraphs and tables with their lines), this into an outline (sections, items,
goals), each
item its rows (roles, milestones, indicators) and its doubts. Nothing is added that the document does not say: what
is not certain becomes a question in the draft.
"""
