-- What 0003 called a turn is a sequence number: a turn is what turns a
-- picture.  photo.sequence grows whenever a photo becomes another thing to
-- compare with; compared.up_to_sequence is the largest one a photo's search
-- has seen.
DROP TRIGGER photo_turn_new;
DROP TRIGGER photo_turn_changed;
DROP INDEX photo_turn;
ALTER TABLE photo RENAME COLUMN turn TO sequence;
ALTER TABLE compared RENAME COLUMN up_to_photo TO up_to_sequence;
CREATE INDEX photo_sequence ON photo (sequence);
CREATE TRIGGER photo_sequence_new AFTER INSERT ON photo
BEGIN
    UPDATE photo SET sequence = (SELECT max(sequence) FROM photo) + 1
    WHERE id = NEW.id;
END;
CREATE TRIGGER photo_sequence_changed AFTER UPDATE OF student_id, state ON photo
WHEN NEW.student_id IS NOT OLD.student_id OR NEW.state <> OLD.state
BEGIN
    UPDATE photo SET sequence = (SELECT max(sequence) FROM photo) + 1
    WHERE id = NEW.id;
END;
