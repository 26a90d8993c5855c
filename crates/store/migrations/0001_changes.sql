-- The truth: signed changes and the batches that this laptop signed. Rows are appended and never changed.

CREATE TABLE change (
    -- One immutable version of an entry. `bytes` is hashed again when it is read: a damaged page may give no error.
    number   INTEGER PRIMARY KEY,                 -- order of arrival on this laptop
    id       BLOB NOT NULL CHECK (length(id) = 32),
    entry    INTEGER NOT NULL REFERENCES entry (number),
    batch    INTEGER REFERENCES batch (row),      -- own changes; null for another device's
    bytes    TEXT NOT NULL
) STRICT;
CREATE UNIQUE INDEX change_id ON change (id);
CREATE INDEX change_entry ON change (entry);
CREATE INDEX change_batch ON change (batch) WHERE batch IS NOT NULL;

CREATE TABLE batch (
    -- What was signed here in one act. Also the outbox: what has no answer yet is sent, oldest first.
    row         INTEGER PRIMARY KEY,
    incarnation INTEGER NOT NULL,
    number      INTEGER NOT NULL,
    id          BLOB NOT NULL CHECK (length(id) = 32),
    bytes       TEXT NOT NULL,
    signature   BLOB NOT NULL CHECK (length(signature) = 64),
    act         BLOB,                             -- batches of one import share it
    signed_at   TEXT NOT NULL,
    changes     INTEGER NOT NULL,
    state       TEXT NOT NULL CHECK (state IN ('unsent', 'received', 'waiting', 'quarantined')),
    reason      TEXT,                             -- why the service set it aside
    UNIQUE (incarnation, number)
) STRICT;
-- Partial: the question on every screen costs what is unsent, not what was ever signed.
CREATE INDEX batch_unanswered ON batch (row) WHERE state IN ('unsent', 'waiting', 'quarantined');
CREATE INDEX batch_act ON batch (act) WHERE act IS NOT NULL;

CREATE TABLE draft (
    -- What is being typed. Never leaves the laptop until signed; `form` is kept as typed, right or wrong.
    id        BLOB PRIMARY KEY NOT NULL,
    subject   BLOB NOT NULL,
    form      TEXT NOT NULL,                      -- which form, such as 'visit'
    schema    INTEGER NOT NULL,
    typed     TEXT NOT NULL CHECK (json_valid(typed)),
    opened_at TEXT NOT NULL,
    saved_at  TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX draft_subject ON draft (subject);

CREATE TABLE audit (
    -- Who looked at what, hash-chained: a row changed or taken out breaks the chain.
    number  INTEGER PRIMARY KEY,
    at      TEXT NOT NULL,
    act     TEXT NOT NULL,
    subject BLOB,
    detail  TEXT NOT NULL,
    hash    BLOB NOT NULL CHECK (length(hash) = 32)
) STRICT;

CREATE TABLE setting (
    -- Who this device is, and where its service is.
    name  TEXT PRIMARY KEY NOT NULL,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;
