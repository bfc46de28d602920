-- Mails that a mail server did not give when it was asked for them: they are tried again, a few times.
CREATE TABLE mail_again (
  mailbox  TEXT NOT NULL,
  validity BIGINT NOT NULL,
  uid      BIGINT NOT NULL,
  tries    BIGINT NOT NULL,
  PRIMARY KEY (mailbox, validity, uid)
);
