-- Up to which day the last notice that asked for a charge lets the customer pay.
ALTER TABLE charge ADD COLUMN asked BIGINT NOT NULL DEFAULT 0;
UPDATE charge SET asked = COALESCE((SELECT MAX(n.deadline) FROM notice n WHERE n.debtor = charge.debtor AND n.currency = charge.currency
  AND n.cancelled = 0 AND n.event = '' AND n.day >= charge.day), 0) WHERE open <> 0;

-- When a customer last had nothing open any more: what was answered and promised before does not come back.
ALTER TABLE debtor ADD COLUMN cleared BIGINT NOT NULL DEFAULT 0;
UPDATE debtor SET cleared = last_issued WHERE last_issued <> 0
  AND NOT EXISTS (SELECT 1 FROM notice n WHERE n.debtor = debtor.id AND n.issued = debtor.last_issued);

-- When an item was last asked for in writing, and up to when: a call between two letters does not stand for one.
ALTER TABLE item ADD COLUMN warned BIGINT NOT NULL DEFAULT 0;
ALTER TABLE item ADD COLUMN warned_to BIGINT NOT NULL DEFAULT 0;
ALTER TABLE notice_item ADD COLUMN old_warned BIGINT NOT NULL DEFAULT 0;
ALTER TABLE notice_item ADD COLUMN old_warned_to BIGINT NOT NULL DEFAULT 0;
UPDATE item SET warned = COALESCE((SELECT n.day FROM notice_item a JOIN notice n ON n.id = a.notice AND n.cancelled = 0 AND n.event = ''
  JOIN outbox o ON o.notice = n.id WHERE a.item = item.id ORDER BY n.id DESC LIMIT 1), 0) WHERE level > 0;
UPDATE item SET warned_to = CASE WHEN warned = last_notice THEN last_deadline ELSE
  COALESCE((SELECT n.deadline FROM notice_item a JOIN notice n ON n.id = a.notice AND n.cancelled = 0 AND n.event = ''
  JOIN outbox o ON o.notice = n.id WHERE a.item = item.id ORDER BY n.id DESC LIMIT 1), 0) END WHERE warned > 0;
UPDATE notice_item SET old_warned = old_notice, old_warned_to = old_deadline WHERE old_deadline > 0;

-- Of which notice a task is the call or the visit: taken back, nobody is to call any more.
ALTER TABLE task ADD COLUMN notice BIGINT NOT NULL DEFAULT 0;
