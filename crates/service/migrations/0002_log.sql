-- What was signed, and who reads it in which order.
-- No foreign keys here: a push of 500 changes would pay for each, and only one function writes these tables.

CREATE TABLE change (
    -- Every signed version of every entry, stored once by the hash of its bytes. Rows are never deleted.
    organisation BLOB NOT NULL,
    id           BLOB NOT NULL CHECK (length(id) = 32),     -- SHA-256 of bytes
    -- Empty only for a quarantined change that cannot be read.
    entry        BLOB,
    kind         TEXT,
    subject      TEXT,
    sensitivity  TEXT,
    state        TEXT NOT NULL CHECK (state IN ('in_force', 'waiting', 'quarantined')),
    -- Where its author's device finds it: the batch, and the place in it.
    device       BLOB NOT NULL,
    incarnation  INTEGER NOT NULL,
    number       INTEGER NOT NULL,
    place        INTEGER NOT NULL,
    bytes        BLOB NOT NULL,                             -- exactly as signed
    PRIMARY KEY (organisation, id),
    CHECK (state <> 'in_force' OR (entry IS NOT NULL AND kind IS NOT NULL AND subject IS NOT NULL AND sensitivity IS NOT NULL))
) STRICT;

CREATE TABLE batch (
    -- What was signed in one act, with its signature: provenance that outlives the connection.
    -- The id is part of the key, because a copied vault signs two batches of one number and both are kept.
    organisation BLOB NOT NULL,
    device       BLOB NOT NULL,
    incarnation  INTEGER NOT NULL,
    number       INTEGER NOT NULL,
    id           BLOB NOT NULL CHECK (length(id) = 32),     -- SHA-256 of bytes
    bytes        BLOB NOT NULL,
    signature    BLOB NOT NULL CHECK (length(signature) = 64),
    act          BLOB,
    received_at  INTEGER NOT NULL,
    outcome      TEXT NOT NULL CHECK (outcome IN ('accepted', 'waiting', 'quarantined')),
    reason       TEXT CHECK ((reason IS NOT NULL) = (outcome = 'quarantined')),
    fault        BLOB,                                      -- the change at fault
    PRIMARY KEY (organisation, device, incarnation, number, id)
) STRICT;

CREATE TABLE awaited (
    -- Which kept batches to judge again when this change arrives.
    organisation BLOB NOT NULL,
    parent       BLOB NOT NULL,
    device       BLOB NOT NULL,
    incarnation  INTEGER NOT NULL,
    number       INTEGER NOT NULL,
    batch        BLOB NOT NULL,
    PRIMARY KEY (organisation, parent, device, incarnation, number, batch)
) STRICT, WITHOUT ROWID;
