-- How far each mailbox was read.
CREATE TABLE mailbox (
  name     TEXT PRIMARY KEY, -- user, server and folder
  validity BIGINT NOT NULL,
  uid      BIGINT NOT NULL,  -- mails up to this number were read
  at       BIGINT NOT NULL   -- moment
);
-- Mails that came back: reports, machines' answers and people's.
CREATE TABLE incoming (
  id         @id,
  mailbox    TEXT NOT NULL,
  validity   BIGINT NOT NULL,
  uid        BIGINT NOT NULL,
  arrived    BIGINT NOT NULL, -- moment
  print      TEXT NOT NULL,   -- SHA-256: the same mail in another place is the same mail
  kind       TEXT NOT NULL,   -- bounce, delay, receipt, complaint, automatic or answer
  seen_by    TEXT NOT NULL,   -- by what that was seen
  message_id TEXT NOT NULL,
  sent       BIGINT NOT NULL, -- moment, as the mail says; 0: it does not
  sender     TEXT NOT NULL,
  name       TEXT NOT NULL,
  subject    TEXT NOT NULL,
  text       TEXT NOT NULL,
  cut        BIGINT NOT NULL, -- 1: there was more
  recipient  TEXT NOT NULL,   -- whom a report is about
  action     TEXT NOT NULL,
  status     TEXT NOT NULL,
  detail     TEXT NOT NULL,
  debtor     BIGINT NOT NULL, -- 0: nobody knows whose it is
  notice     BIGINT NOT NULL, -- 0: none
  how        TEXT NOT NULL,   -- token, message-id, recipient, sender or person
  says       TEXT NOT NULL,   -- what it may mean
  words      TEXT NOT NULL,   -- the words that speak for it, as JSON
  state      TEXT NOT NULL,   -- unplaced, open, settled, noted or dismissed
  verdict    TEXT NOT NULL,
  note       TEXT NOT NULL,
  hold       BIGINT NOT NULL, -- the pause that waits for a person's word; 0: none
  seen       BIGINT NOT NULL, -- moment
  changed    BIGINT NOT NULL,
  actor      TEXT NOT NULL,
  UNIQUE (mailbox, validity, uid)
);
CREATE UNIQUE INDEX incoming_by_print ON incoming (print);
CREATE INDEX incoming_by_state ON incoming (state, arrived);
CREATE INDEX incoming_by_debtor ON incoming (debtor, arrived);
CREATE INDEX debtor_by_email ON debtor (lower(email));
