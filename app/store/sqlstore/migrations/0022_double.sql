-- What tells whether another kind of file has told of the same money.
ALTER TABLE bank_line ADD COLUMN format TEXT NOT NULL DEFAULT '';     -- camt, mt940, ocr-giro, bgmax ...
ALTER TABLE bank_line ADD COLUMN batch TEXT NOT NULL DEFAULT '';      -- equal for what the bank credits in one sum
ALTER TABLE bank_line ADD COLUMN collective BIGINT NOT NULL DEFAULT 0; -- 1: such a sum, which its file does not split
ALTER TABLE bank_line ADD COLUMN bank_ref TEXT NOT NULL DEFAULT '';   -- the bank's archive reference
ALTER TABLE bank_line ADD COLUMN credited TEXT NOT NULL DEFAULT '';   -- where the money lies, when that is another account
CREATE INDEX bank_line_by_day ON bank_line (booked);
-- Of a line in the state double: the lines that count instead.
CREATE TABLE bank_same (
  line  BIGINT NOT NULL REFERENCES bank_line(id),
  other BIGINT NOT NULL REFERENCES bank_line(id),
  PRIMARY KEY (line, other)
);
CREATE INDEX bank_same_by_other ON bank_same (other);
