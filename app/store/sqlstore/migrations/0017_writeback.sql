-- What is written into an accounting system, by kind with the moment since when (JSON). Nothing by default.
ALTER TABLE connection ADD COLUMN posts TEXT NOT NULL DEFAULT '';
-- What is to be written into the accounting systems, at most once for its key.
CREATE TABLE write_back (
  id         @id,
  write_key  TEXT NOT NULL UNIQUE,
  connection BIGINT NOT NULL REFERENCES connection(id),
  debtor     BIGINT NOT NULL REFERENCES debtor(id),
  kind       TEXT NOT NULL,
  about      TEXT NOT NULL,
  about_id   BIGINT NOT NULL,
  undoes     BIGINT NOT NULL DEFAULT 0,
  day        BIGINT NOT NULL,
  title      TEXT NOT NULL,
  words      TEXT NOT NULL,
  reason     TEXT NOT NULL,
  until      BIGINT NOT NULL,
  currency   TEXT NOT NULL,
  minor      BIGINT NOT NULL,
  parts      TEXT NOT NULL,
  state      TEXT NOT NULL,
  attempts   BIGINT NOT NULL DEFAULT 0,
  next_try   BIGINT NOT NULL DEFAULT 0,
  holder     TEXT NOT NULL DEFAULT '',
  lease_to   BIGINT NOT NULL DEFAULT 0,
  code       TEXT NOT NULL DEFAULT '',
  detail     TEXT NOT NULL DEFAULT '',
  posted     TEXT NOT NULL DEFAULT '{}',
  made       BIGINT NOT NULL,
  changed    BIGINT NOT NULL,
  actor      TEXT NOT NULL
);
CREATE UNIQUE INDEX write_back_by_about ON write_back (connection, kind, about, about_id) WHERE about <> 'reversal'; -- one may be reversed in parts
CREATE INDEX write_back_by_debtor ON write_back (debtor, id);
CREATE INDEX write_back_by_state ON write_back (connection, state, next_try);
