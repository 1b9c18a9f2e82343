-- Whether a text names anybody of the roster is asked of every text that is
-- shown; each by its own name, so that a command about one student of a million
-- does not read a million names first.
CREATE INDEX student_name ON student (xm);
CREATE INDEX student_former_name ON student (cym) WHERE cym <> '';
CREATE INDEX student_document ON student (zjhm);
CREATE INDEX student_alias_name ON student_alias (name);
