-- Up to which day the last notice that asked for a charge lets the customer pay.
ALTER TABLE charge ADD COLUMN asked BIGINT NOT NULL DEFAULT 0;
UPDATE charge SET asked = COALESCE((SELECT MAX(n.deadline) FROM notice n WHERE n.debtor = charge.debtor AND n.currency = charge.currency
  AND n.cancelled = 0 AND n.event = '' AND n.day >= charge.day), 0) WHERE open <> 0;

-- When a customer last had nothing open any more: what was answered and promised before does not come back.
ALTER TABLE debtor ADD COLUMN cleared BIGINT NOT NULL DEFAULT 0;
UPDATE debtor SET cleared = last_issued WHERE last_issued <> 0
  AND NOT EXISTS (SELECT 1 FROM notice n WHERE n.debtor = debtor.id AND n.issued = debtor.last_issued);
