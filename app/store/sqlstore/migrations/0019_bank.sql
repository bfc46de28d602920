-- What a bank has seen and the books may not have yet. A line is never changed; what is thought of it is.
CREATE TABLE bank_line (
  id            @id,
  connection    BIGINT NOT NULL REFERENCES connection(id),
  external_id   TEXT NOT NULL,
  account       TEXT NOT NULL,
  booked        BIGINT NOT NULL, -- day
  value_day     BIGINT NOT NULL,
  currency      TEXT NOT NULL,
  minor         BIGINT NOT NULL, -- above zero: received
  refs          TEXT NOT NULL,
  payer         TEXT NOT NULL,
  payer_account TEXT NOT NULL,
  words         TEXT NOT NULL,
  reversal      BIGINT NOT NULL,
  origin        TEXT NOT NULL,   -- file and line
  state         TEXT NOT NULL,   -- new, matched, suggested, unknown, ignored, booked, late or returned
  how           TEXT NOT NULL DEFAULT '',
  debtor        BIGINT NOT NULL DEFAULT 0, -- whose it is; 0: not known
  why           TEXT NOT NULL DEFAULT '',
  seen          BIGINT NOT NULL, -- moment
  changed       BIGINT NOT NULL,
  actor         TEXT NOT NULL,
  UNIQUE (connection, external_id)
);
CREATE INDEX bank_line_by_state ON bank_line (state, booked);
CREATE INDEX bank_line_by_debtor ON bank_line (debtor, booked);
CREATE INDEX bank_line_by_account ON bank_line (payer_account, debtor);
-- For which items a line was paid, and how these stood then: the books have it once they have fallen by as much.
CREATE TABLE bank_part (
  line      BIGINT NOT NULL REFERENCES bank_line(id),
  item      BIGINT NOT NULL REFERENCES item(id),
  minor     BIGINT NOT NULL,
  open_then BIGINT NOT NULL,
  PRIMARY KEY (line, item)
);
CREATE INDEX bank_part_by_item ON bank_part (item);
-- 1 while a bank has seen money for the item that the books do not have.
ALTER TABLE item ADD COLUMN banked BIGINT NOT NULL DEFAULT 0;
