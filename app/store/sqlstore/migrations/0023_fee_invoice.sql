-- The accounting system's own invoices for what reminders charged, and the credit notes on them. Reads bring them; they are no
-- items of this book, whose charge is that very claim: what is open of the charge follows them.
CREATE TABLE fee_invoice (
  id          @id,
  charge      BIGINT NOT NULL REFERENCES charge(id),
  connection  BIGINT NOT NULL REFERENCES connection(id),
  external_id TEXT NOT NULL,
  number      TEXT NOT NULL,
  minor       BIGINT NOT NULL DEFAULT 0, -- open, as the last read that brought it said
  seen        BIGINT NOT NULL DEFAULT 0, -- 1: a read has brought it, or should have
  made        BIGINT NOT NULL            -- moment
);
CREATE UNIQUE INDEX fee_invoice_by_external ON fee_invoice (connection, external_id);
CREATE INDEX fee_invoice_by_charge ON fee_invoice (charge);
