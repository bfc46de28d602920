-- That a message was made for whoever tries the program, and not for its customer.
ALTER TABLE notice ADD COLUMN trial BIGINT NOT NULL DEFAULT 0;
