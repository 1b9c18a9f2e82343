-- Face scores that a comparison elsewhere gave: rows are only ever added.
CREATE TABLE face_score (
    id INTEGER PRIMARY KEY,
    student_id INTEGER NOT NULL REFERENCES student (id),
    photo_id INTEGER REFERENCES photo (id),
    score REAL NOT NULL,
    least REAL NOT NULL,
    source TEXT NOT NULL,
    who TEXT NOT NULL,
    at TEXT NOT NULL
) STRICT;
CREATE INDEX face_score_student ON face_score (student_id);
CREATE TRIGGER face_score_no_update BEFORE UPDATE ON face_score
BEGIN SELECT RAISE(ABORT, 'face scores are only added'); END;
CREATE TRIGGER face_score_no_delete BEFORE DELETE ON face_score
BEGIN SELECT RAISE(ABORT, 'face scores are only added'); END;
