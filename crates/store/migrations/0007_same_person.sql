-- Records that are of one person, and records that nobody here may find.

CREATE TABLE same_person (
    -- What was recorded of two records, by the entry in force.
    entry  INTEGER PRIMARY KEY,
    folded BLOB NOT NULL,
    other  BLOB NOT NULL,
    state  TEXT NOT NULL                      -- doorstep_domain::entries::same_person::Sameness
) STRICT;
CREATE INDEX same_person_folded ON same_person (folded);
CREATE INDEX same_person_other ON same_person (other);

CREATE TABLE one_person (
    -- Everybody of a group of merged records, and under whom the group is shown.
    person BLOB PRIMARY KEY NOT NULL,
    one    BLOB NOT NULL,
    listed INTEGER NOT NULL                   -- 1: the record of the group that stands in lists of children
) STRICT, WITHOUT ROWID;
CREATE INDEX one_person_one ON one_person (one);

CREATE TABLE sealed (
    -- Whose record is sealed, by the entry in force.
    entry  INTEGER PRIMARY KEY,
    person BLOB NOT NULL
) STRICT;

CREATE TABLE hidden (
    -- Whom the practitioner of this vault may not find: everybody sealed and all of their group, but for the named nurse.
    person BLOB PRIMARY KEY NOT NULL
) STRICT, WITHOUT ROWID;

-- Who may be the same person: births of a month.
CREATE INDEX person_born ON person (born) WHERE born IS NOT NULL;
