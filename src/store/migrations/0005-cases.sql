-- Cases by policy: payments, outcomes of identity checks, where a task is.
ALTER TABLE task ADD COLUMN province TEXT NOT NULL DEFAULT '';
ALTER TABLE task ADD COLUMN city TEXT NOT NULL DEFAULT '';
-- The day of graduation, from which the age of photos is counted; '' = today.
ALTER TABLE task ADD COLUMN graduation TEXT NOT NULL DEFAULT '';
-- What the photos are for, words with commas between.
ALTER TABLE task ADD COLUMN purposes TEXT NOT NULL DEFAULT '';

-- What a payment list says: rows are only ever added, a refund is a row.
CREATE TABLE payment (
    id INTEGER PRIMARY KEY,
    task_id INTEGER NOT NULL REFERENCES task (id),
    student_id INTEGER REFERENCES student (id),
    number TEXT NOT NULL,
    item TEXT NOT NULL DEFAULT '',
    fen INTEGER NOT NULL,
    order_no TEXT NOT NULL DEFAULT '',
    paid_at TEXT NOT NULL DEFAULT '',
    state TEXT NOT NULL CHECK (state IN ('paid', 'refunded')),
    findings TEXT NOT NULL DEFAULT '[]',
    source TEXT NOT NULL,
    source_row INTEGER NOT NULL,
    who TEXT NOT NULL,
    at TEXT NOT NULL
) STRICT;
CREATE INDEX payment_student ON payment (student_id);
CREATE INDEX payment_order ON payment (task_id, order_no);
CREATE TRIGGER payment_no_update BEFORE UPDATE ON payment
BEGIN SELECT RAISE(ABORT, 'payments are only added'); END;
CREATE TRIGGER payment_no_delete BEFORE DELETE ON payment
BEGIN SELECT RAISE(ABORT, 'payments are only added'); END;

-- Outcomes of a comparison elsewhere, in words: of faces or of the identity.
CREATE TABLE outcome (
    id INTEGER PRIMARY KEY,
    student_id INTEGER NOT NULL REFERENCES student (id),
    photo_id INTEGER REFERENCES photo (id),
    kind TEXT NOT NULL CHECK (kind IN ('face', 'identity')),
    outcome TEXT NOT NULL
        CHECK (outcome IN ('same', 'suspect', 'notsame', 'invalid')),
    source TEXT NOT NULL,
    who TEXT NOT NULL,
    at TEXT NOT NULL
) STRICT;
CREATE INDEX outcome_student ON outcome (student_id);
CREATE TRIGGER outcome_no_update BEFORE UPDATE ON outcome
BEGIN SELECT RAISE(ABORT, 'outcomes are only added'); END;
CREATE TRIGGER outcome_no_delete BEFORE DELETE ON outcome
BEGIN SELECT RAISE(ABORT, 'outcomes are only added'); END;

-- A code that a person has confirmed; '' = nobody has.
ALTER TABLE code ADD COLUMN confirmed_at TEXT NOT NULL DEFAULT '';

-- "no cool-down" was a key without effect; what it meant is this.
INSERT OR REPLACE INTO task_policy (task_id, key, value)
    SELECT task_id, 'make_daily', 'unlimited' FROM task_policy
    WHERE key = 'cooldown' AND value = 'none';
DELETE FROM task_policy WHERE key = 'cooldown' AND value = 'none';
