-- Who works at the book. Without a row the house is one person and nothing needs a second pair of eyes.
CREATE TABLE staff (
  id           @id,
  login        TEXT NOT NULL UNIQUE,
  name         TEXT NOT NULL,
  person       TEXT NOT NULL,
  role         TEXT NOT NULL,
  active       BIGINT NOT NULL,
  password     TEXT NOT NULL DEFAULT '', -- argon2id in its PHC form, empty: cannot sign in yet
  failures     BIGINT NOT NULL DEFAULT 0,
  locked_until BIGINT NOT NULL DEFAULT 0,
  created      BIGINT NOT NULL
);
CREATE TABLE delegation (
  id        @id,
  from_user BIGINT NOT NULL REFERENCES staff(id),
  to_user   BIGINT NOT NULL REFERENCES staff(id),
  first_day BIGINT NOT NULL,
  last_day  BIGINT NOT NULL,
  why       TEXT NOT NULL,
  ended     BIGINT NOT NULL DEFAULT 0,
  at        BIGINT NOT NULL
);
CREATE INDEX delegation_by_deputy ON delegation (to_user, last_day);
-- What waits for, or had, a second pair of eyes.
CREATE TABLE request (
  id          @id,
  version     BIGINT NOT NULL,
  kind        TEXT NOT NULL,
  currency    TEXT NOT NULL,
  amount      BIGINT NOT NULL,
  months      BIGINT NOT NULL,
  notices     BIGINT NOT NULL,
  level       BIGINT NOT NULL,
  debtor      BIGINT NOT NULL,
  subject     TEXT NOT NULL,
  what        TEXT NOT NULL, -- what is to be done, as JSON
  facts       TEXT NOT NULL, -- what the requester saw, as JSON
  why         TEXT NOT NULL,
  by_user     BIGINT NOT NULL REFERENCES staff(id),
  at          BIGINT NOT NULL,
  expires     BIGINT NOT NULL,
  state       TEXT NOT NULL,
  decided_by  BIGINT NOT NULL DEFAULT 0,
  decided_for BIGINT NOT NULL DEFAULT 0,
  decided_at  BIGINT NOT NULL DEFAULT 0,
  decided_why TEXT NOT NULL DEFAULT ''
);
CREATE INDEX request_by_state ON request (state, id);
CREATE INDEX request_by_debtor ON request (debtor, id);
