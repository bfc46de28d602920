-- What is left of a write-off is written under a new key when a part of it was overtaken: the entry before it is dropped, and stays.
DROP INDEX write_back_by_about;
CREATE UNIQUE INDEX write_back_by_about ON write_back (connection, kind, about, about_id) WHERE about <> 'reversal' AND state <> 'dropped';
-- 1 while somebody to whom the item was handed over has been paid for it, the hand-over has ended, and the books do not have the money.
ALTER TABLE item ADD COLUMN collected BIGINT NOT NULL DEFAULT 0;
