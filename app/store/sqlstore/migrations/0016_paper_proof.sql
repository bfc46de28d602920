-- What stood in a paper whose bytes went when its customer was anonymised: its length and SHA-256, hex. The paper is a row of
-- plan_paper or of enclosure. Letters and mails keep theirs in document.
CREATE TABLE paper_proof (
  paper    TEXT NOT NULL,
  paper_id BIGINT NOT NULL,
  length   BIGINT NOT NULL,
  sha256   TEXT NOT NULL,
  at       BIGINT NOT NULL,
  PRIMARY KEY (paper, paper_id)
);
@append_only(paper_proof)
