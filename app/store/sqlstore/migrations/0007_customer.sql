-- A promise is kept within its tolerance: so much may be missing, so many days may pass.
ALTER TABLE promise ADD COLUMN short BIGINT NOT NULL DEFAULT 0;
ALTER TABLE promise ADD COLUMN late_days BIGINT NOT NULL DEFAULT 0;
-- A dispute has a code, may be about a part of its item (0: all of it), and ends with what is to be credited, on a day. Books
-- of before have no day for what was resolved in them: nothing waits for it any more.
ALTER TABLE dispute ADD COLUMN code TEXT NOT NULL DEFAULT '';
ALTER TABLE dispute ADD COLUMN minor BIGINT NOT NULL DEFAULT 0;
ALTER TABLE dispute ADD COLUMN currency TEXT NOT NULL DEFAULT '';
ALTER TABLE dispute ADD COLUMN resolved_day BIGINT NOT NULL DEFAULT 0;
ALTER TABLE dispute ADD COLUMN credit BIGINT NOT NULL DEFAULT 0;
ALTER TABLE dispute ADD COLUMN note TEXT NOT NULL DEFAULT '';
-- A hold without an end has somebody who looks at it again, by a day.
ALTER TABLE hold ADD COLUMN reviewer TEXT NOT NULL DEFAULT '';
ALTER TABLE hold ADD COLUMN review_on BIGINT NOT NULL DEFAULT 0;
CREATE INDEX hold_to_review ON hold (review_on) WHERE review_on <> 0;
