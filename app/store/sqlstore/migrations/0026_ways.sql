-- Why a channel does not reach a debtor, from which day on. The debtor's own column "dead" says the same for planning: which
-- channels have a mark that stands (revived = 0).
CREATE TABLE dead_channel (
  id          @id,
  debtor      BIGINT NOT NULL REFERENCES debtor(id),
  channel     TEXT NOT NULL,
  cause       TEXT NOT NULL,
  why         TEXT NOT NULL,
  address     TEXT NOT NULL, -- that failed
  day         BIGINT NOT NULL, -- 0: not known, as in books from before this table
  actor       TEXT NOT NULL,
  at          BIGINT NOT NULL,
  revived     BIGINT NOT NULL DEFAULT 0,
  revived_why TEXT NOT NULL DEFAULT ''
);
CREATE INDEX dead_channel_by_debtor ON dead_channel (debtor, id);
CREATE INDEX dead_channel_standing ON dead_channel (debtor) WHERE revived = 0;
INSERT INTO dead_channel (debtor, channel, cause, why, address, day, actor, at)
  SELECT id, 'email', 'other', '', email, 0, '', 0 FROM debtor WHERE dead LIKE '%email%';
INSERT INTO dead_channel (debtor, channel, cause, why, address, day, actor, at)
  SELECT id, 'letter', 'other', '', '', 0, '', 0 FROM debtor WHERE dead LIKE '%letter%';
INSERT INTO dead_channel (debtor, channel, cause, why, address, day, actor, at)
  SELECT id, 'sms', 'other', '', phone, 0, '', 0 FROM debtor WHERE dead LIKE '%sms%';
INSERT INTO dead_channel (debtor, channel, cause, why, address, day, actor, at)
  SELECT id, 'call', 'other', '', phone, 0, '', 0 FROM debtor WHERE dead LIKE '%call%';
INSERT INTO dead_channel (debtor, channel, cause, why, address, day, actor, at)
  SELECT id, 'visit', 'other', '', '', 0, '', 0 FROM debtor WHERE dead LIKE '%visit%';
-- A registered letter: the number by which the post follows it, entered by hand once it is posted. The last one of a notice holds.
CREATE TABLE tracking (
  id     @id,
  notice BIGINT NOT NULL REFERENCES notice(id),
  number TEXT NOT NULL,
  day    BIGINT NOT NULL, -- on which it was posted
  actor  TEXT NOT NULL,
  at     BIGINT NOT NULL
);
CREATE INDEX tracking_by_notice ON tracking (notice, id);
ALTER TABLE notice ADD COLUMN registered BIGINT NOT NULL DEFAULT 0; -- 1: a letter that the post registers
CREATE INDEX notice_registered ON notice (id) WHERE registered = 1;
