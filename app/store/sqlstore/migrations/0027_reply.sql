-- What stands behind the + in the addresses that a mail can be answered or bounced to: whoever has it had this notice.
ALTER TABLE notice ADD COLUMN reply_token TEXT NOT NULL DEFAULT '';
CREATE UNIQUE INDEX notice_by_reply_token ON notice (reply_token) WHERE reply_token <> '';
CREATE INDEX notice_by_message_id ON notice (message_id) WHERE message_id <> '';
