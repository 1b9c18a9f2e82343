-- Rows of rosters that were left out: who is missing without being listed.
-- Only those of the last import of each file; fields is the row as an object.
CREATE TABLE roster_refused (
    id INTEGER PRIMARY KEY,
    task_id INTEGER NOT NULL REFERENCES task (id),
    source TEXT NOT NULL,
    source_row INTEGER NOT NULL,
    xh TEXT NOT NULL DEFAULT '',
    ksh TEXT NOT NULL DEFAULT '',
    zjhm TEXT NOT NULL DEFAULT '',
    fields TEXT NOT NULL,
    findings TEXT NOT NULL,
    at TEXT NOT NULL
) STRICT;
CREATE INDEX roster_refused_source ON roster_refused (task_id, source);
