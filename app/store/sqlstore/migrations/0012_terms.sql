-- What was known when an agreement was made: what waiting costs, and how likely it was to be kept. JSON; empty in older rows.
ALTER TABLE payment_plan ADD COLUMN evidence TEXT NOT NULL DEFAULT '';

-- What came of a financier's offer: one answer at most, written once.
CREATE TABLE finance_answer (
  offer    BIGINT PRIMARY KEY REFERENCES finance_offer(id),
  accepted BIGINT NOT NULL,
  day      BIGINT NOT NULL,
  note     TEXT NOT NULL,
  at       BIGINT NOT NULL,
  actor    TEXT NOT NULL
);
