-- The orders in which a task's rows are read: without an index each of them
-- sorts all its rows in memory first, payloads and findings with them.
CREATE INDEX student_order ON student (task_id, fy, bh, xh);
CREATE INDEX student_photo ON student (photo_id) WHERE photo_id IS NOT NULL;
CREATE INDEX code_task ON code (task_id);
CREATE INDEX photo_order ON photo (task_id, sequence);
