-- Customers, or everything (debtor 0), that may not be anonymised. A hold lasts until somebody lifts it; review is the day on
-- which somebody must look at it again.
CREATE TABLE legal_hold (
  id        @id,
  debtor    BIGINT NOT NULL,
  reason    TEXT NOT NULL,
  review    BIGINT NOT NULL,
  actor     TEXT NOT NULL,
  created   BIGINT NOT NULL,
  lifted    BIGINT NOT NULL DEFAULT 0,
  lifted_by TEXT NOT NULL DEFAULT '',
  why       TEXT NOT NULL DEFAULT ''
);
CREATE INDEX legal_hold_by_debtor ON legal_hold (debtor, lifted);

-- When a customer was anonymised, and what stood in a document whose bytes are gone: its length and SHA-256, hex.
ALTER TABLE debtor ADD COLUMN anonymised BIGINT NOT NULL DEFAULT 0;
ALTER TABLE document ADD COLUMN length BIGINT NOT NULL DEFAULT 0;
ALTER TABLE document ADD COLUMN sha256 TEXT NOT NULL DEFAULT '';

-- An entry of the log with a salt is hashed over the salted hashes of its words, so that the words can go and the chain stay.
ALTER TABLE log ADD COLUMN salt TEXT NOT NULL DEFAULT '';
ALTER TABLE log ADD COLUMN subject_hash TEXT NOT NULL DEFAULT '';
ALTER TABLE log ADD COLUMN data_hash TEXT NOT NULL DEFAULT '';

-- Rows that are written once may lose these words, all at once, and nothing else of them may change. An entry of the log
-- without a salt keeps its words: its hash is over them.
@blank_only(log: seq at actor actor_kind kind debtor item prev hash subject_hash data_hash: subject data salt: salt)
@blank_only(acknowledgement: id item day at actor: note)
@blank_only(charge_waiver: id charge at day minor actor after_notice: why)
@blank_only(plan_paper: id plan kind day at actor: note name doc)
@blank_only(escalation_event: id escalation kind day minor at actor: note)
@blank_only(enclosure: id about about_id kind at actor: name content)
