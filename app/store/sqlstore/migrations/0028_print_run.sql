-- Letters that were printed as one file. A run is committed with its letters before the file is written.
CREATE TABLE print_run (
  id        @id,
  wave      BIGINT NOT NULL DEFAULT 0, -- 0: of all waves
  made      BIGINT NOT NULL,           -- moment
  made_by   TEXT NOT NULL,
  sorted    TEXT NOT NULL,             -- place, name, franking
  two_sided BIGINT NOT NULL DEFAULT 0,
  again_of  BIGINT NOT NULL DEFAULT 0, -- the run that this one repeats, 0: none
  again     BIGINT NOT NULL DEFAULT 0, -- 1: letters that had left before are printed again
  why       TEXT NOT NULL DEFAULT '',
  state     TEXT NOT NULL,             -- making, made, failed
  file      TEXT NOT NULL DEFAULT '',
  pages     BIGINT NOT NULL DEFAULT 0,
  letters   TEXT NOT NULL              -- messages of the outbox in the order of the file, with commas
);
