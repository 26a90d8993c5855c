-- Who holds what on this laptop, change by change, and what leaves it when nobody holds it any more.

CREATE TABLE held_change (
    -- Which audience holds which change: as the service's logs said, so that what is only written here is not in it.
    change   INTEGER NOT NULL REFERENCES change (number),
    audience INTEGER NOT NULL REFERENCES cursor (row),
    PRIMARY KEY (change, audience)
) STRICT, WITHOUT ROWID;
INSERT INTO held_change (change, audience)
    SELECT change.number, held.audience FROM held JOIN change ON change.entry = held.entry
    LEFT JOIN batch ON batch.row = change.batch WHERE change.batch IS NULL OR batch.state = 'received';
DROP TABLE held;
ALTER TABLE held_change RENAME TO held;

-- Until when this laptop belongs to the audience, in milliseconds; null without an end.
ALTER TABLE cursor ADD COLUMN until INTEGER;

CREATE TABLE held_until (
    -- Until when an audience holds a subject, in milliseconds, where it does so for a time.
    audience INTEGER NOT NULL REFERENCES cursor (row),
    subject  BLOB NOT NULL CHECK (length(subject) = 16),
    until    INTEGER NOT NULL,
    PRIMARY KEY (audience, subject)
) STRICT, WITHOUT ROWID;

CREATE TABLE ended (
    -- Entries whose every holder's time has passed: kept, and neither shown nor found until the service says more.
    entry INTEGER PRIMARY KEY NOT NULL
) STRICT;

CREATE TABLE unheld (
    -- Entries that no audience may hold any more: looked at when a sync has brought everything.
    entry    INTEGER PRIMARY KEY NOT NULL,
    answered INTEGER NOT NULL                 -- 1: the service has just said that it has an own change of it
) STRICT;

CREATE TABLE gone (
    -- Own changes that the service has and this laptop no longer: their batch stays as the receipt.
    id    BLOB PRIMARY KEY NOT NULL CHECK (length(id) = 32),
    batch INTEGER NOT NULL REFERENCES batch (row),
    kind  TEXT NOT NULL,
    late  INTEGER NOT NULL                    -- 1: nobody held it here by the time that the service answered
) STRICT, WITHOUT ROWID;
CREATE INDEX gone_batch ON gone (batch);
