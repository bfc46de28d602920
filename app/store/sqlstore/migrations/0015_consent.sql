-- What a debtor, or one of its contacts, said about being contacted by a channel. A later word of the same contact about the same
-- channel takes the place of the one before, which stays: past is the moment of that, 0 for what holds now.
CREATE TABLE consent (
  id      @id,
  debtor  BIGINT NOT NULL REFERENCES debtor(id),
  contact TEXT NOT NULL, -- the source's key of the contact, or its name; empty: the debtor itself
  name    TEXT NOT NULL,
  address TEXT NOT NULL, -- of the contact, when it was noted
  channel TEXT NOT NULL,
  state   TEXT NOT NULL,
  day     BIGINT NOT NULL,
  source  TEXT NOT NULL,
  actor   TEXT NOT NULL,
  at      BIGINT NOT NULL,
  past    BIGINT NOT NULL DEFAULT 0
);
CREATE INDEX consent_by_debtor ON consent (debtor, id);
CREATE INDEX consent_withdrawn ON consent (debtor) WHERE past = 0 AND state = 'withdrawn';
