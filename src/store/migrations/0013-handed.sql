-- What stays of a package when the persons of its task are purged: the SHA-256
-- of each photo that was in it, and nobody's name.
CREATE TABLE handed (
    package_id INTEGER NOT NULL REFERENCES package (id),
    sha256 TEXT NOT NULL,
    PRIMARY KEY (package_id, sha256)
) STRICT, WITHOUT ROWID;
