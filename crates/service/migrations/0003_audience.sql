-- Who reads what: an audience's log is what a laptop subscribes to.

CREATE TABLE audience (
    organisation BLOB NOT NULL REFERENCES organisation (id),
    id           BLOB NOT NULL CHECK (length(id) = 16),
    name         TEXT NOT NULL,
    epoch        INTEGER NOT NULL DEFAULT 1,    -- another one after a restore from a backup
    head         INTEGER NOT NULL DEFAULT 0,    -- the last position given out; updated last, so that no lower one is ever missing
    sum          BLOB NOT NULL DEFAULT (zeroblob(16)) CHECK (length(sum) = 16),     -- of the ids in the log, for divergence
    PRIMARY KEY (organisation, id)
) STRICT;

CREATE TABLE audience_member (
    organisation BLOB NOT NULL,
    staff        BLOB NOT NULL,
    audience     BLOB NOT NULL,
    number       INTEGER NOT NULL,              -- leaving and coming back gives another
    PRIMARY KEY (organisation, staff, audience),
    FOREIGN KEY (organisation, staff) REFERENCES staff (organisation, id),
    FOREIGN KEY (organisation, audience) REFERENCES audience (organisation, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE subject_audience (
    organisation BLOB NOT NULL,
    subject      TEXT NOT NULL,                 -- person:…, household:…, as in the changes
    audience     BLOB NOT NULL,
    PRIMARY KEY (organisation, subject, audience),
    FOREIGN KEY (organisation, audience) REFERENCES audience (organisation, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE log (
    -- Dense: 1, 2, 3, … in each audience. A hole is corruption.
    organisation BLOB NOT NULL,
    audience     BLOB NOT NULL,
    position     INTEGER NOT NULL,
    change       BLOB NOT NULL,
    PRIMARY KEY (organisation, audience, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE device_flag (
    -- What a person should look into. Nothing is refused for it.
    organisation BLOB NOT NULL,
    device       BLOB NOT NULL,
    incarnation  INTEGER NOT NULL,
    number       INTEGER NOT NULL,
    -- gap: the batch before this one never came. fork: the batch before this one, or of this number, is another.
    flag         TEXT NOT NULL CHECK (flag IN ('gap', 'fork')),
    flagged_at   INTEGER NOT NULL,
    PRIMARY KEY (organisation, device, incarnation, number, flag)
) STRICT, WITHOUT ROWID;
