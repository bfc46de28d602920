-- What was given up, and what of it the source still shows as open. item.written is a kept copy: never more than is open.
ALTER TABLE item ADD COLUMN written BIGINT NOT NULL DEFAULT 0;
ALTER TABLE item ADD COLUMN escalated BIGINT NOT NULL DEFAULT 0; -- 1 while it is with an agency or a court
ALTER TABLE debtor_total ADD COLUMN written BIGINT NOT NULL DEFAULT 0;
CREATE TABLE write_off (
  id      @id,
  debtor  BIGINT NOT NULL REFERENCES debtor(id),
  day     BIGINT NOT NULL,
  reason  TEXT NOT NULL,
  why     TEXT NOT NULL,
  currency TEXT NOT NULL,
  at_risk BIGINT NOT NULL, -- all that was open of the customer in this currency
  by_name TEXT NOT NULL,   -- who asked for it
  agreed  TEXT NOT NULL,   -- who approved it, empty: nobody had to
  at      BIGINT NOT NULL
);
CREATE INDEX write_off_by_debtor ON write_off (debtor);
-- minor = what waits + posted + recovered + reversed, for every row and at every moment.
CREATE TABLE write_off_item (
  write_off BIGINT NOT NULL REFERENCES write_off(id),
  item      BIGINT NOT NULL REFERENCES item(id),
  minor     BIGINT NOT NULL,
  posted    BIGINT NOT NULL DEFAULT 0,
  recovered BIGINT NOT NULL DEFAULT 0,
  reversed  BIGINT NOT NULL DEFAULT 0,
  posted_on BIGINT NOT NULL DEFAULT 0,
  PRIMARY KEY (write_off, item),
  CHECK (minor > 0 AND posted >= 0 AND recovered >= 0 AND reversed >= 0 AND posted + recovered + reversed <= minor)
);
CREATE INDEX write_off_item_by_item ON write_off_item (item);
-- How an item that was written off stood when its write-offs were last compared with it.
CREATE TABLE write_off_seen (
  item   BIGINT PRIMARY KEY REFERENCES item(id),
  open   BIGINT NOT NULL,
  amount BIGINT NOT NULL,
  paid   BIGINT NOT NULL
);
CREATE TABLE escalation (
  id        @id,
  debtor    BIGINT NOT NULL REFERENCES debtor(id),
  to_kind   TEXT NOT NULL,
  party     TEXT NOT NULL,
  reference TEXT NOT NULL DEFAULT '',
  day       BIGINT NOT NULL,
  why       TEXT NOT NULL,
  currency  TEXT NOT NULL,
  state     TEXT NOT NULL,
  at        BIGINT NOT NULL
);
CREATE INDEX escalation_by_debtor ON escalation (debtor);
CREATE TABLE escalation_item (
  escalation BIGINT NOT NULL REFERENCES escalation(id),
  item       BIGINT NOT NULL REFERENCES item(id),
  minor      BIGINT NOT NULL, -- principal and charges as handed over
  PRIMARY KEY (escalation, item)
);
CREATE INDEX escalation_item_by_item ON escalation_item (item);
CREATE TABLE escalation_event (
  id         @id,
  escalation BIGINT NOT NULL REFERENCES escalation(id),
  kind       TEXT NOT NULL,
  day        BIGINT NOT NULL,
  minor      BIGINT NOT NULL,
  note       TEXT NOT NULL,
  at         BIGINT NOT NULL,
  actor      TEXT NOT NULL
);
CREATE INDEX escalation_event_by_escalation ON escalation_event (escalation, id);
@append_only(escalation_event)
-- Booking slips and evidence bundles as they were made.
CREATE TABLE enclosure (
  id         @id,
  about      TEXT NOT NULL, -- write-off, reversal or escalation
  about_id   BIGINT NOT NULL,
  kind       TEXT NOT NULL,
  name       TEXT NOT NULL,
  content    @bytes NOT NULL,
  at         BIGINT NOT NULL,
  actor      TEXT NOT NULL
);
CREATE INDEX enclosure_by_about ON enclosure (about, about_id, id);
@append_only(enclosure)
