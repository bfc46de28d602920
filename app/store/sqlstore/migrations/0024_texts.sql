-- The texts that the house has written in the place of the program's own, and its own by new names. Every version stays; the
-- highest of a name and language holds. An empty source: the text that comes with the program holds again.
CREATE TABLE notice_text (
  id       @id,
  name     TEXT NOT NULL,
  language TEXT NOT NULL,
  version  BIGINT NOT NULL,
  source   TEXT NOT NULL,
  actor    TEXT NOT NULL,
  at       BIGINT NOT NULL
);
CREATE UNIQUE INDEX notice_text_by_version ON notice_text (name, language, version);
@append_only(notice_text)

-- With which text a notice was written; version 0: the one that came with the program. Notices of an older book have no name.
ALTER TABLE notice ADD COLUMN text_name TEXT NOT NULL DEFAULT '';
ALTER TABLE notice ADD COLUMN text_language TEXT NOT NULL DEFAULT '';
ALTER TABLE notice ADD COLUMN text_version BIGINT NOT NULL DEFAULT 0;

-- The day on which a customer was told that a promise was not kept.
ALTER TABLE promise ADD COLUMN told BIGINT NOT NULL DEFAULT 0;
