-- What screens read: folded from the changes, thrown away and made again when the projection version rises.

CREATE TABLE entry (
    -- An entry as it stands: its heads, and the change whose body is in force.
    number      INTEGER PRIMARY KEY,
    id          BLOB NOT NULL CHECK (length(id) = 16),
    kind        TEXT NOT NULL,
    subject     BLOB NOT NULL CHECK (length(subject) = 16),
    sensitivity INTEGER NOT NULL,                 -- 0 Standard, 1 Sensitive, 2 Restricted: the highest ever carried
    occurred    INTEGER NOT NULL,                 -- display order, milliseconds
    state       TEXT NOT NULL CHECK (state IN ('settled', 'disputed', 'concurrent', 'in_error', 'disposed', 'set_aside')),
    versions    INTEGER NOT NULL,
    shown       INTEGER NOT NULL,                 -- the change to show
    in_force    TEXT                              -- the merged body, where no single change says it
) STRICT;
CREATE UNIQUE INDEX entry_id ON entry (id);
CREATE INDEX entry_subject ON entry (subject, kind);
-- A practitioner's day: what overlaps with what.
CREATE INDEX entry_contact ON entry (occurred) WHERE kind = 'contact';
CREATE INDEX entry_undecided ON entry (state) WHERE state IN ('disputed', 'concurrent');

CREATE TABLE held (
    -- Which audience holds which entry; it stays while any does.
    audience INTEGER NOT NULL REFERENCES cursor (row),
    entry    INTEGER NOT NULL REFERENCES entry (number),
    PRIMARY KEY (audience, entry)
) STRICT, WITHOUT ROWID;

CREATE TABLE cursor (
    -- How far each audience has been read. `sum` is that of the ids of the changes held by it.
    row      INTEGER PRIMARY KEY,
    audience BLOB NOT NULL UNIQUE,
    epoch    INTEGER NOT NULL,
    position INTEGER NOT NULL,
    membership INTEGER NOT NULL,
    sum      BLOB NOT NULL CHECK (length(sum) = 16)
) STRICT;

CREATE TABLE person (
    -- Who is who, from identity, NHS number and birth: what rows, banners and search show.
    number      INTEGER PRIMARY KEY,
    id          BLOB NOT NULL UNIQUE,
    family      TEXT NOT NULL,
    given       TEXT NOT NULL,
    preferred   TEXT,
    born        TEXT,
    nhs_number  TEXT,
    nhs_status  TEXT,
    sex         TEXT,
    gestation   TEXT,
    birth_order INTEGER,
    multiple    INTEGER,
    child       INTEGER NOT NULL,                 -- 1 where somebody recorded the birth: a child of the caseload
    sort        TEXT NOT NULL                     -- folded family and given name
) STRICT;
CREATE INDEX person_sort ON person (sort) WHERE child = 1;
CREATE INDEX person_nhs_number ON person (nhs_number) WHERE nhs_number IS NOT NULL;
