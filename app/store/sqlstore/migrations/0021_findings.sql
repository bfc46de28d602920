-- What reads found about single records: those that were set aside because they cannot be, and remarks about those that were taken.
CREATE TABLE finding (
  id          @id,
  connection  BIGINT NOT NULL REFERENCES connection(id),
  about       TEXT NOT NULL,   -- item, payment or customer
  external_id TEXT NOT NULL,
  reason      TEXT NOT NULL,
  debtor      BIGINT NOT NULL, -- 0: the book knows no such customer
  item        BIGINT NOT NULL, -- 0: the book holds none
  number      TEXT NOT NULL,
  customer    TEXT NOT NULL,
  facts       TEXT NOT NULL,   -- ready values for the words (JSON)
  currency    TEXT NOT NULL,
  minor       BIGINT NOT NULL, -- what the record says is open
  lessens     BIGINT NOT NULL, -- 1: it may be money of the customer
  hash        BIGINT NOT NULL,
  since       BIGINT NOT NULL, -- moment
  changed     BIGINT NOT NULL,
  ended       BIGINT NOT NULL DEFAULT 0,
  noted       BIGINT NOT NULL DEFAULT 0, -- since when a person knows of a remark
  actor       TEXT NOT NULL DEFAULT '',
  note        TEXT NOT NULL DEFAULT ''
);
CREATE INDEX finding_standing ON finding (connection, ended, reason);
CREATE INDEX finding_by_debtor ON finding (debtor, ended);
-- 1 while the last that the source said of the item was set aside: it stands as it stood before, and nobody is reminded by it.
ALTER TABLE item ADD COLUMN quarantined BIGINT NOT NULL DEFAULT 0;
-- 1 while something was set aside that may be money of its customer: nobody knows how much of it is owed.
ALTER TABLE item ADD COLUMN withheld BIGINT NOT NULL DEFAULT 0;
-- How many records stood set aside or remarked on when the read ended, by reason, with the sums that were set aside (JSON).
ALTER TABLE sync_run ADD COLUMN findings TEXT NOT NULL DEFAULT '{}';
