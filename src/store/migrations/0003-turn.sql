-- When a photo last became another thing to compare with: it was added, was
-- given to a student or changed its state.  compared.up_to_photo is a turn.
ALTER TABLE photo ADD COLUMN turn INTEGER NOT NULL DEFAULT 0;
UPDATE photo SET turn = id;
CREATE INDEX photo_turn ON photo (turn);
CREATE TRIGGER photo_turn_new AFTER INSERT ON photo
BEGIN
    UPDATE photo SET turn = (SELECT max(turn) FROM photo) + 1
    WHERE id = NEW.id;
END;
CREATE TRIGGER photo_turn_changed AFTER UPDATE OF student_id, state ON photo
WHEN NEW.student_id IS NOT OLD.student_id OR NEW.state <> OLD.state
BEGIN
    UPDATE photo SET turn = (SELECT max(turn) FROM photo) + 1
    WHERE id = NEW.id;
END;
-- Hashes of the first kind are of no use any more.
DELETE FROM face_hash;
-- The smaller face of the two in real pixels; 0 = not measured.
ALTER TABLE comparison ADD COLUMN face_width REAL NOT NULL DEFAULT 0;
