-- Which part of which file an entry of kind `document_part` is. Bodies of parts are long: a screen that only says that
-- there is a file must not read them.

CREATE TABLE document_part (
    entry       INTEGER PRIMARY KEY NOT NULL REFERENCES entry (number),
    document    BLOB NOT NULL,                -- the entry that the file belongs to
    file        TEXT NOT NULL,                -- SHA-256 of the whole file, in hex
    number      INTEGER NOT NULL,             -- from 0
    of          INTEGER NOT NULL
) STRICT;

CREATE INDEX document_part_document ON document_part (document, file, number);
