-- When things run by themselves, what has run, and who is at it.
CREATE TABLE schedule (
  id        TEXT PRIMARY KEY,
  spec      TEXT NOT NULL,
  zone      TEXT NOT NULL,
  policy    TEXT NOT NULL,
  enabled   BIGINT NOT NULL,
  last_slot BIGINT NOT NULL
);
CREATE TABLE schedule_run (
  schedule TEXT NOT NULL REFERENCES schedule(id),
  slot     BIGINT NOT NULL,
  holder   TEXT NOT NULL,
  started  BIGINT NOT NULL,
  finished BIGINT NOT NULL DEFAULT 0,
  missed   BIGINT NOT NULL,
  code     TEXT NOT NULL DEFAULT '',
  message  TEXT NOT NULL DEFAULT '',
  PRIMARY KEY (schedule, slot)
);
CREATE TABLE lease (
  name   TEXT PRIMARY KEY,
  holder TEXT NOT NULL,
  until  BIGINT NOT NULL
);
