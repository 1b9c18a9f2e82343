-- The names and numbers of rows that were not taken are hidden like those of
-- students.  They are looked for at each place of a text, and lists of a
-- million leave out more than a thousand rows: each place took 1.5 ms.
-- json_extract() in an index is refused by a store that trusts no schema.
ALTER TABLE refused_row ADD COLUMN xm TEXT NOT NULL DEFAULT '';
UPDATE refused_row SET xm = json_extract(fields, '$.xm')
    WHERE json_extract(fields, '$.xm') <> '';
CREATE INDEX refused_name ON refused_row (xm);
CREATE INDEX refused_document ON refused_row (zjhm);
