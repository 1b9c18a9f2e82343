-- What a submission is searched by, kept when it was first compared: a new photo
-- is compared with it without reading its picture again.
CREATE TABLE search_query (
    photo_id INTEGER PRIMARY KEY REFERENCES photo (id),
    version INTEGER NOT NULL,
    bits BLOB NOT NULL
) STRICT;
