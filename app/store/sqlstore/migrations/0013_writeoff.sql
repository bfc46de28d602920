-- Of money on account: how much of it was there when something of its customer was written off, or was asked about since. What
-- comes beyond asks whether the write-off is to be reversed.
ALTER TABLE item ADD COLUMN told BIGINT NOT NULL DEFAULT 0;
UPDATE item SET told = -open WHERE kind = 'payment' AND open < 0 AND debtor IN (SELECT debtor FROM write_off);
