-- Why: an item that is mentioned each week without end is mentioned once a month when somebody has decided about it. A
-- refused extension or decline is such a decision, and its day was kept in events only. See docs/adr/0042.
-- compatible from: 10

ALTER TABLE assignment ADD COLUMN refused_on TEXT;
