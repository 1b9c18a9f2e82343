-- What was sent to whom and where to: the address as it was then, whatever the
-- roster says later.  Rows are only ever added.
CREATE TABLE mailing (
    id INTEGER PRIMARY KEY,
    task_id INTEGER NOT NULL REFERENCES task (id),
    student_id INTEGER NOT NULL REFERENCES student (id),
    name TEXT NOT NULL,
    phone TEXT NOT NULL DEFAULT '',
    address TEXT NOT NULL,
    postcode TEXT NOT NULL DEFAULT '',
    who TEXT NOT NULL,
    at TEXT NOT NULL
) STRICT;
CREATE INDEX mailing_student ON mailing (student_id);
CREATE TRIGGER mailing_no_update BEFORE UPDATE ON mailing
BEGIN SELECT RAISE(ABORT, 'mailings are only added'); END;
CREATE TRIGGER mailing_no_delete BEFORE DELETE ON mailing
BEGIN SELECT RAISE(ABORT, 'mailings are only added'); END;
