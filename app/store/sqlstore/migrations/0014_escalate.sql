-- By which name an agency's file knows what it tells, so that the same file read twice tells nothing new; empty: noted by a person.
ALTER TABLE escalation_event ADD COLUMN line_key TEXT NOT NULL DEFAULT '';
@blank_only(escalation_event: id escalation kind day minor at actor line_key: note)
