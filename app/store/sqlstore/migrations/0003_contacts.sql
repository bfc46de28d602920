-- When a debtor heard from us, over all channels: what the caps on contacts count.
CREATE TABLE contact (
  debtor  BIGINT NOT NULL REFERENCES debtor(id),
  day     BIGINT NOT NULL,
  channel TEXT NOT NULL,
  notice  BIGINT NOT NULL DEFAULT 0, -- 0: a call, a visit
  actor   TEXT NOT NULL,
  at      BIGINT NOT NULL
);
CREATE INDEX contact_by_debtor ON contact (debtor, day);

-- House rules that a person set aside for a debtor on a day. A statute is never here.
CREATE TABLE set_aside (
  debtor BIGINT NOT NULL REFERENCES debtor(id),
  day    BIGINT NOT NULL,
  rule   TEXT NOT NULL,
  reason TEXT NOT NULL,
  actor  TEXT NOT NULL,
  at     BIGINT NOT NULL
);
CREATE INDEX set_aside_by_debtor ON set_aside (debtor, day);

ALTER TABLE item ADD COLUMN early_notice BIGINT NOT NULL DEFAULT 0;
ALTER TABLE item ADD COLUMN lump BIGINT NOT NULL DEFAULT 0;
ALTER TABLE item ADD COLUMN thanked BIGINT NOT NULL DEFAULT 0;
ALTER TABLE notice_item ADD COLUMN old_lump BIGINT NOT NULL DEFAULT 0;
ALTER TABLE notice ADD COLUMN event TEXT NOT NULL DEFAULT '';
-- Up to which day a notice asks, and in which currency: what it asks for is asked for nowhere else until then.
ALTER TABLE notice ADD COLUMN deadline BIGINT NOT NULL DEFAULT 0;
ALTER TABLE notice ADD COLUMN currency TEXT NOT NULL DEFAULT '';
