-- A score that only advises (a program without a licence): it is shown, and
-- neither stops a case nor lets it pass.
ALTER TABLE face_score ADD COLUMN advisory INTEGER NOT NULL DEFAULT 0;
