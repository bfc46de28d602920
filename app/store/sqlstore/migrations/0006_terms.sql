-- New terms that a customer was given: what was agreed, about which items, and what is paid when. The rows of the schedule and
-- what was open at that moment are written once; the plan itself moves from one state to the next.
CREATE TABLE payment_plan (
  id       @id,
  debtor   BIGINT NOT NULL REFERENCES debtor(id),
  kind     TEXT NOT NULL,
  state    TEXT NOT NULL,
  currency TEXT NOT NULL,
  debt     BIGINT NOT NULL,
  let_go   BIGINT NOT NULL,
  interest BIGINT NOT NULL,
  total    BIGINT NOT NULL,
  grace    BIGINT NOT NULL,
  agreed   BIGINT NOT NULL, -- day
  terms    TEXT NOT NULL,   -- as they were typed
  basis    TEXT NOT NULL,   -- charges and credits that were open
  made     BIGINT NOT NULL,
  actor    TEXT NOT NULL,
  ended    BIGINT NOT NULL DEFAULT 0, -- day on which it was kept, broke or was cancelled
  missed   BIGINT NOT NULL DEFAULT 0, -- day of the payment that broke it
  why      TEXT NOT NULL DEFAULT ''
);
CREATE INDEX payment_plan_by_debtor ON payment_plan (debtor);
CREATE INDEX payment_plan_by_state ON payment_plan (state);
CREATE TABLE plan_item (
  plan BIGINT NOT NULL REFERENCES payment_plan(id),
  item BIGINT NOT NULL REFERENCES item(id),
  open BIGINT NOT NULL,
  PRIMARY KEY (plan, item)
);
CREATE INDEX plan_item_by_item ON plan_item (item);
@append_only(plan_item)
CREATE TABLE plan_row (
  plan     BIGINT NOT NULL REFERENCES payment_plan(id),
  pos      BIGINT NOT NULL,
  no       BIGINT NOT NULL,
  day      BIGINT NOT NULL,
  meant    BIGINT NOT NULL, -- day before it was moved to a business day
  moved    TEXT NOT NULL,   -- why it was moved
  interest BIGINT NOT NULL,
  off      BIGINT NOT NULL,
  payment  BIGINT NOT NULL,
  left_of  BIGINT NOT NULL,
  PRIMARY KEY (plan, pos)
);
@append_only(plan_row)
-- A signed copy, or a mail in which the customer accepted: the plan's acknowledgement in writing.
CREATE TABLE plan_paper (
  id    @id,
  plan  BIGINT NOT NULL REFERENCES payment_plan(id),
  kind  TEXT NOT NULL,
  day   BIGINT NOT NULL,
  note  TEXT NOT NULL,
  name  TEXT NOT NULL,
  doc   @bytes,
  at    BIGINT NOT NULL,
  actor TEXT NOT NULL
);
CREATE INDEX plan_paper_by_plan ON plan_paper (plan);
@append_only(plan_paper)
CREATE TABLE credit_line (
  id       @id,
  debtor   BIGINT NOT NULL REFERENCES debtor(id),
  currency TEXT NOT NULL,
  minor    BIGINT NOT NULL,
  day      BIGINT NOT NULL,
  review   BIGINT NOT NULL,
  note     TEXT NOT NULL,
  at       BIGINT NOT NULL,
  actor    TEXT NOT NULL
);
CREATE INDEX credit_line_by_debtor ON credit_line (debtor);
CREATE TABLE finance_offer (
  id       @id,
  debtor   BIGINT NOT NULL REFERENCES debtor(id),
  kind     TEXT NOT NULL,
  provider TEXT NOT NULL,
  currency TEXT NOT NULL,
  quote    BIGINT NOT NULL,
  fee      BIGINT NOT NULL,
  day      BIGINT NOT NULL,
  until    BIGINT NOT NULL,
  note     TEXT NOT NULL,
  at       BIGINT NOT NULL,
  actor    TEXT NOT NULL
);
CREATE INDEX finance_offer_by_debtor ON finance_offer (debtor);
