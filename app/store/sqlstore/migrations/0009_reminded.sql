-- Up to which day the last notice that asked for a charge lets the customer pay.
ALTER TABLE charge ADD COLUMN asked BIGINT NOT NULL DEFAULT 0;
UPDATE charge SET asked = COALESCE((SELECT MAX(n.deadline) FROM notice n WHERE n.debtor = charge.debtor AND n.currency = charge.currency
  AND n.cancelled = 0 AND n.event = '' AND n.day >= charge.day), 0) WHERE open <> 0;
