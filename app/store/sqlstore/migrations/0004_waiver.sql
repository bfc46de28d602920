-- What was let go of charges, by whom and why. Its rows are written once; charge.waived is the sum of a charge's.
ALTER TABLE charge ADD COLUMN waived BIGINT NOT NULL DEFAULT 0;
CREATE TABLE charge_waiver (
  id           @id,
  charge       BIGINT NOT NULL REFERENCES charge(id),
  at           BIGINT NOT NULL,
  day          BIGINT NOT NULL,
  minor        BIGINT NOT NULL,
  why          TEXT NOT NULL,
  actor        TEXT NOT NULL,
  after_notice BIGINT NOT NULL -- the customer's newest notice at that moment: which of them still asked for it
);
CREATE INDEX charge_waiver_by_charge ON charge_waiver (charge);
@append_only(charge_waiver)
-- That a debtor acknowledged a claim: it starts a limitation period anew where the law says so.
CREATE TABLE acknowledgement (
  id      @id,
  item    BIGINT NOT NULL REFERENCES item(id),
  day     BIGINT NOT NULL,
  note    TEXT NOT NULL,
  at      BIGINT NOT NULL,
  actor   TEXT NOT NULL
);
CREATE INDEX acknowledgement_by_item ON acknowledgement (item);
@append_only(acknowledgement)
-- The few customers that a source merged into others, whose log entries are read with those of the other.
CREATE INDEX debtor_by_merged ON debtor (merged) WHERE merged <> 0;
