-- A difference between the sums of a source and the book that somebody has accepted, with the reason; empty: none.
ALTER TABLE connection ADD COLUMN accepted TEXT NOT NULL DEFAULT '';
