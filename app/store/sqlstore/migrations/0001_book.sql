-- Words with @ differ between databases and are filled in by the dialect.
-- Money is BIGINT minor units, days are BIGINT YYYYMMDD (0: none), moments are BIGINT microseconds since 1970 UTC (0: none),
-- yes and no are 1 and 0, small structures are JSON text.

CREATE TABLE counter (
  name  TEXT PRIMARY KEY,
  value BIGINT NOT NULL
);
INSERT INTO counter (name, value) VALUES ('debtor', 0), ('item', 0), ('payment', 0), ('totals-day', 0);

CREATE TABLE setting (
  name    TEXT PRIMARY KEY,
  value   TEXT NOT NULL,
  changed BIGINT NOT NULL,
  actor   TEXT NOT NULL
);

CREATE TABLE connection (
  id             @id,
  name           TEXT NOT NULL UNIQUE,
  kind           TEXT NOT NULL,
  settings       TEXT NOT NULL,
  secret_keys    TEXT NOT NULL,
  checksum       TEXT NOT NULL,
  cursor         @bytes,
  generation     BIGINT NOT NULL DEFAULT 0,
  first_read     BIGINT NOT NULL DEFAULT 0,
  fresh_at       BIGINT NOT NULL DEFAULT 0,
  blocked        TEXT NOT NULL DEFAULT '',
  review_decided BIGINT NOT NULL DEFAULT 0,
  review_choice  TEXT NOT NULL DEFAULT '',
  review_days    BIGINT NOT NULL DEFAULT 0,
  created        BIGINT NOT NULL
);

CREATE TABLE sync_run (
  id         @id,
  connection BIGINT NOT NULL REFERENCES connection(id),
  started    BIGINT NOT NULL,
  finished   BIGINT NOT NULL DEFAULT 0,
  is_full    BIGINT NOT NULL,
  partial    BIGINT NOT NULL DEFAULT 0,
  rejected   BIGINT NOT NULL DEFAULT 0,
  generation BIGINT NOT NULL,
  complete   BIGINT NOT NULL DEFAULT 0,
  records    TEXT NOT NULL DEFAULT '{}',
  changes    TEXT NOT NULL DEFAULT '{}',
  claimed    TEXT NOT NULL DEFAULT '{}',
  held       TEXT NOT NULL DEFAULT '{}',
  agrees     BIGINT NOT NULL DEFAULT 0,
  notes      TEXT NOT NULL DEFAULT '[]',
  code       TEXT NOT NULL DEFAULT '',
  message    TEXT NOT NULL DEFAULT ''
);
CREATE INDEX sync_run_by_connection ON sync_run (connection, id);

-- Which records a read that is under way has brought, packed: one row a batch and stream.
CREATE TABLE sync_seen (
  run        BIGINT NOT NULL REFERENCES sync_run(id),
  connection BIGINT NOT NULL,
  generation BIGINT NOT NULL,
  stream     TEXT NOT NULL,
  ids        @bytes NOT NULL
);
CREATE INDEX sync_seen_by_connection ON sync_seen (connection);

CREATE TABLE debtor (
  id             @key,
  connection     BIGINT NOT NULL REFERENCES connection(id),
  external_id    TEXT NOT NULL,
  number         TEXT NOT NULL,
  name           TEXT NOT NULL,
  kind           TEXT NOT NULL,
  country        TEXT NOT NULL,
  language       TEXT NOT NULL,
  timezone       TEXT NOT NULL,
  currency       TEXT NOT NULL,
  org_number     TEXT NOT NULL,
  owner          TEXT NOT NULL,
  debtor_group   TEXT NOT NULL,
  email          TEXT NOT NULL,
  phone          TEXT NOT NULL,
  address        TEXT NOT NULL,
  postal_code    TEXT NOT NULL,
  city           TEXT NOT NULL,
  region         TEXT NOT NULL,
  address_country TEXT NOT NULL,
  contacts       TEXT NOT NULL,
  credit_limit   TEXT NOT NULL,
  note           TEXT NOT NULL,
  extra          TEXT NOT NULL,
  search         TEXT NOT NULL,
  hash           BIGINT NOT NULL,
  own_owner      BIGINT NOT NULL DEFAULT 0,
  dead           TEXT NOT NULL DEFAULT '',
  merged         BIGINT NOT NULL DEFAULT 0,
  gone           BIGINT NOT NULL DEFAULT 0,
  last_notice    BIGINT NOT NULL DEFAULT 0,
  last_issued    BIGINT NOT NULL DEFAULT 0,
  answer         TEXT NOT NULL DEFAULT ''
);
CREATE UNIQUE INDEX debtor_by_external ON debtor (connection, external_id);
-- An index of debtors by their search text is built by the first whole read, see orderDebtors.
@keep(debtor)

CREATE TABLE item (
  id            @key,
  connection    BIGINT NOT NULL, -- that of its debtor
  debtor        BIGINT NOT NULL, -- the book gives it from its own debtors, of which it never deletes one
  external_id   TEXT NOT NULL,
  number        TEXT NOT NULL,
  kind          TEXT NOT NULL,
  issued        BIGINT NOT NULL,
  due           BIGINT NOT NULL,
  currency      TEXT NOT NULL,
  amount        BIGINT NOT NULL,
  open          BIGINT NOT NULL,
  reference     TEXT NOT NULL,
  order_ref     TEXT NOT NULL,
  description   TEXT NOT NULL,
  pay_link      TEXT NOT NULL,
  applies_to    TEXT NOT NULL,
  settled       BIGINT NOT NULL,
  hash          BIGINT NOT NULL,
  first_overdue BIGINT NOT NULL,
  level         BIGINT NOT NULL DEFAULT 0,
  last_notice   BIGINT NOT NULL DEFAULT 0,
  last_deadline BIGINT NOT NULL DEFAULT 0,
  charged       BIGINT NOT NULL DEFAULT 0,
  charged_to    BIGINT NOT NULL DEFAULT 0,
  fees          BIGINT NOT NULL DEFAULT 0,
  reviewed      BIGINT NOT NULL DEFAULT 0,
  stale         BIGINT NOT NULL DEFAULT 0
);
CREATE UNIQUE INDEX item_by_external ON item (connection, external_id);
CREATE INDEX item_by_debtor ON item (debtor);
@keep(item)

-- When an item's open principal moved, as far as reads have seen it. Needed for interest over part payments.
CREATE TABLE item_move (
  item  BIGINT NOT NULL REFERENCES item(id),
  day   BIGINT NOT NULL,
  minor BIGINT NOT NULL
);
CREATE INDEX item_move_by_item ON item_move (item);

CREATE TABLE item_change (
  id           @id,
  at           BIGINT NOT NULL,
  run          BIGINT NOT NULL REFERENCES sync_run(id),
  item         BIGINT NOT NULL REFERENCES item(id),
  what         TEXT NOT NULL,
  before_minor BIGINT NOT NULL,
  after_minor  BIGINT NOT NULL
);
CREATE INDEX item_change_by_time ON item_change (at);

CREATE TABLE payment (
  id          @key,
  connection  BIGINT NOT NULL REFERENCES connection(id),
  debtor      BIGINT NOT NULL REFERENCES debtor(id),
  external_id TEXT NOT NULL,
  day         BIGINT NOT NULL,
  currency    TEXT NOT NULL,
  amount      BIGINT NOT NULL,
  unapplied   BIGINT NOT NULL,
  reference   TEXT NOT NULL,
  text        TEXT NOT NULL,
  reversed    BIGINT NOT NULL,
  hash        BIGINT NOT NULL
);
CREATE UNIQUE INDEX payment_by_external ON payment (connection, external_id);
CREATE INDEX payment_by_debtor ON payment (debtor, day);

CREATE TABLE allocation (
  payment       BIGINT NOT NULL REFERENCES payment(id),
  item_external TEXT NOT NULL,
  minor         BIGINT NOT NULL,
  day           BIGINT NOT NULL
);
CREATE INDEX allocation_by_payment ON allocation (payment);
CREATE INDEX allocation_by_item ON allocation (item_external);

-- Kept totals, for the day in counter 'totals-day'.
CREATE TABLE debtor_total (
  debtor   BIGINT NOT NULL REFERENCES debtor(id),
  currency TEXT NOT NULL,
  not_due  BIGINT NOT NULL,
  days_30  BIGINT NOT NULL,
  days_60  BIGINT NOT NULL,
  days_90  BIGINT NOT NULL,
  over_90  BIGINT NOT NULL,
  credits  BIGINT NOT NULL,
  charges  BIGINT NOT NULL,
  oldest   BIGINT NOT NULL,
  level    BIGINT NOT NULL,
  PRIMARY KEY (debtor, currency)
)@clustered;
CREATE TABLE standing (
  debtor     @key REFERENCES debtor(id),
  has_open   BIGINT NOT NULL DEFAULT 0,
  overdue    BIGINT NOT NULL DEFAULT 0,
  oldest     BIGINT NOT NULL DEFAULT 99999999,
  level      BIGINT NOT NULL DEFAULT 0,
  held       BIGINT NOT NULL DEFAULT 0,
  disputed   BIGINT NOT NULL DEFAULT 0,
  promise    TEXT NOT NULL DEFAULT '',
  promise_by BIGINT NOT NULL DEFAULT 0
);

CREATE TABLE wave (
  id       @id,
  day      BIGINT NOT NULL,
  state    TEXT NOT NULL,
  created  BIGINT NOT NULL,
  actor    TEXT NOT NULL,
  data_at  BIGINT NOT NULL,
  released BIGINT NOT NULL DEFAULT 0,
  why      TEXT NOT NULL DEFAULT '',
  version  BIGINT NOT NULL
);
CREATE TABLE wave_line (
  id       @id,
  wave     BIGINT NOT NULL REFERENCES wave(id),
  debtor   BIGINT NOT NULL REFERENCES debtor(id),
  currency TEXT NOT NULL,
  state    TEXT NOT NULL,
  why      TEXT NOT NULL DEFAULT '',
  actor    TEXT NOT NULL DEFAULT '',
  issued   BIGINT NOT NULL DEFAULT 0,
  claim    TEXT NOT NULL
);
CREATE INDEX wave_line_by_wave ON wave_line (wave, debtor);
CREATE TABLE left_out (
  wave     BIGINT NOT NULL REFERENCES wave(id),
  debtor   BIGINT NOT NULL REFERENCES debtor(id),
  item     BIGINT NOT NULL,
  number   TEXT NOT NULL,
  currency TEXT NOT NULL,
  open     BIGINT NOT NULL,
  reason   TEXT NOT NULL,
  detail   TEXT NOT NULL
);
CREATE INDEX left_out_by_wave ON left_out (wave, reason);

CREATE TABLE notice (
  id         @id,
  number     TEXT NOT NULL UNIQUE,
  wave       BIGINT NOT NULL,
  line       BIGINT NOT NULL,
  debtor     BIGINT NOT NULL REFERENCES debtor(id),
  day        BIGINT NOT NULL,
  issued     BIGINT NOT NULL,
  claim      TEXT NOT NULL,
  sender     TEXT NOT NULL,
  recipient  TEXT NOT NULL,
  subject    TEXT NOT NULL,
  language   TEXT NOT NULL,
  message_id TEXT NOT NULL,
  cancelled  BIGINT NOT NULL DEFAULT 0,
  why        TEXT NOT NULL DEFAULT ''
);
CREATE INDEX notice_by_debtor ON notice (debtor, id);
CREATE INDEX notice_by_wave ON notice (wave, id);
-- What each item stood at before a notice, so that the notice can be taken back.
CREATE TABLE notice_item (
  notice        BIGINT NOT NULL REFERENCES notice(id),
  item          BIGINT NOT NULL REFERENCES item(id),
  level         BIGINT NOT NULL,
  old_level     BIGINT NOT NULL,
  old_notice    BIGINT NOT NULL,
  old_deadline  BIGINT NOT NULL,
  old_charged   BIGINT NOT NULL,
  old_charged_to BIGINT NOT NULL,
  old_fees      BIGINT NOT NULL,
  PRIMARY KEY (notice, item)
);
CREATE INDEX notice_item_by_item ON notice_item (item);
CREATE TABLE document (
  notice   BIGINT NOT NULL REFERENCES notice(id),
  position BIGINT NOT NULL,
  kind     TEXT NOT NULL,
  name     TEXT NOT NULL,
  content  @bytes NOT NULL,
  PRIMARY KEY (notice, position)
);
CREATE TABLE charge (
  id       @id,
  debtor   BIGINT NOT NULL REFERENCES debtor(id),
  item     BIGINT NOT NULL,
  notice   BIGINT NOT NULL,
  kind     TEXT NOT NULL,
  day      BIGINT NOT NULL,
  currency TEXT NOT NULL,
  amount   BIGINT NOT NULL,
  open     BIGINT NOT NULL,
  rule     TEXT NOT NULL,
  source   TEXT NOT NULL
);
CREATE INDEX charge_by_debtor ON charge (debtor, id);
CREATE INDEX charge_by_notice ON charge (notice);

CREATE TABLE outbox (
  id         @id,
  notice     BIGINT NOT NULL UNIQUE REFERENCES notice(id),
  wave       BIGINT NOT NULL,
  channel    TEXT NOT NULL,
  message_id TEXT NOT NULL,
  state      TEXT NOT NULL,
  attempts   BIGINT NOT NULL DEFAULT 0,
  next_try   BIGINT NOT NULL DEFAULT 0,
  holder     TEXT NOT NULL DEFAULT '',
  lease_to   BIGINT NOT NULL DEFAULT 0,
  code       TEXT NOT NULL DEFAULT '',
  detail     TEXT NOT NULL DEFAULT '',
  sent_at    BIGINT NOT NULL DEFAULT 0,
  changed    BIGINT NOT NULL
);
CREATE INDEX outbox_by_state ON outbox (state, id);
CREATE INDEX outbox_by_wave ON outbox (wave, state);

CREATE TABLE task (
  id      @id,
  kind    TEXT NOT NULL,
  debtor  BIGINT NOT NULL REFERENCES debtor(id),
  item    BIGINT NOT NULL,
  wave    BIGINT NOT NULL,
  due     BIGINT NOT NULL,
  why     TEXT NOT NULL,
  done    BIGINT NOT NULL DEFAULT 0,
  result  TEXT NOT NULL DEFAULT '',
  snooze  BIGINT NOT NULL DEFAULT 0,
  created BIGINT NOT NULL
);
CREATE INDEX task_by_debtor ON task (debtor, done);
CREATE INDEX task_by_due ON task (done, due);

CREATE TABLE hold (
  id      @id,
  debtor  BIGINT NOT NULL REFERENCES debtor(id),
  item    BIGINT NOT NULL,
  until   BIGINT NOT NULL,
  reason  TEXT NOT NULL,
  actor   TEXT NOT NULL,
  created BIGINT NOT NULL,
  lifted  BIGINT NOT NULL DEFAULT 0,
  why     TEXT NOT NULL DEFAULT ''
);
CREATE INDEX hold_by_debtor ON hold (debtor, lifted);

CREATE TABLE dispute (
  id       @id,
  debtor   BIGINT NOT NULL REFERENCES debtor(id),
  item     BIGINT NOT NULL,
  reason   TEXT NOT NULL,
  since    BIGINT NOT NULL,
  owner    TEXT NOT NULL,
  due_by   BIGINT NOT NULL,
  outcome  TEXT NOT NULL DEFAULT '',
  resolved BIGINT NOT NULL DEFAULT 0
);
CREATE INDEX dispute_by_debtor ON dispute (debtor, resolved);

CREATE TABLE promise (
  id       @id,
  debtor   BIGINT NOT NULL REFERENCES debtor(id),
  items    TEXT NOT NULL,
  currency TEXT NOT NULL,
  amount   BIGINT NOT NULL,
  made     BIGINT NOT NULL,
  by_day   BIGINT NOT NULL,
  state    TEXT NOT NULL,
  taken    BIGINT NOT NULL,
  actor    TEXT NOT NULL,
  judged   BIGINT NOT NULL DEFAULT 0
);
CREATE INDEX promise_by_debtor ON promise (debtor, state);

CREATE TABLE answer (
  id     @id,
  debtor BIGINT NOT NULL REFERENCES debtor(id),
  answer TEXT NOT NULL,
  text   TEXT NOT NULL,
  at     BIGINT NOT NULL,
  actor  TEXT NOT NULL
);
CREATE INDEX answer_by_debtor ON answer (debtor, id);

-- The chained log. Its rows are written once.
CREATE TABLE log (
  seq        @key,
  at         BIGINT NOT NULL,
  actor      TEXT NOT NULL,
  actor_kind TEXT NOT NULL,
  kind       TEXT NOT NULL,
  debtor     BIGINT NOT NULL,
  item       BIGINT NOT NULL,
  subject    TEXT NOT NULL,
  data       TEXT NOT NULL,
  prev       TEXT NOT NULL,
  hash       TEXT NOT NULL
);
CREATE INDEX log_by_debtor ON log (debtor, seq);
@append_only(log)
