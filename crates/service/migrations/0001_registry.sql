-- Who there is: organisations, their staff, their devices, and the codes that let a device in.
-- Every key begins with the organisation, so that the same schema can be spread over machines by organisation.
-- Instants are milliseconds since 1970 in UTC. Ids are their 16 bytes.

CREATE TABLE organisation (
    id           BLOB PRIMARY KEY NOT NULL CHECK (length(id) = 16),
    -- Short, and within every device id and enrolment code: it leads from either to its organisation.
    number       INTEGER NOT NULL UNIQUE CHECK (number BETWEEN 1 AND 32767),
    name         TEXT NOT NULL,
    -- Public half of the key that a forgotten passphrase or a departed practitioner is recovered with.
    recovery_key BLOB NOT NULL CHECK (length(recovery_key) = 32),
    created_at   INTEGER NOT NULL
) STRICT;

CREATE TABLE staff (
    -- What the service needs to judge a batch. The signed entry about the same person is a change like any other.
    organisation BLOB NOT NULL REFERENCES organisation (id),
    id           BLOB NOT NULL CHECK (length(id) = 16),
    name         TEXT NOT NULL,
    role         TEXT NOT NULL,             -- doorstep_domain::staff::Role
    team         BLOB,                      -- the caseload audience that new families of theirs join; none for the service
    PRIMARY KEY (organisation, id)
) STRICT;

CREATE TABLE device (
    -- One vault on one laptop. Ended devices stay for ever: their public keys prove who signed what.
    organisation BLOB NOT NULL,
    id           BLOB NOT NULL CHECK (length(id) = 16),
    staff        BLOB NOT NULL,
    key          BLOB NOT NULL CHECK (length(key) = 32),
    state        TEXT NOT NULL CHECK (state IN ('active', 'suspended', 'revoked')),
    version      TEXT NOT NULL,
    enrolled_at  INTEGER NOT NULL,
    last_seen_at INTEGER NOT NULL,          -- to the hour; a sync with nothing new writes nothing
    -- The newest batch of its chain that is kept, whatever became of it.
    incarnation  INTEGER NOT NULL DEFAULT 0,
    number       INTEGER NOT NULL DEFAULT 0,
    batch        BLOB,
    PRIMARY KEY (organisation, id),
    UNIQUE (organisation, key),
    FOREIGN KEY (organisation, staff) REFERENCES staff (organisation, id)
) STRICT;

CREATE TABLE enrolment_code (
    organisation BLOB NOT NULL,
    hash         BLOB NOT NULL CHECK (length(hash) = 32),   -- the code itself is never stored
    staff        BLOB NOT NULL,
    expires_at   INTEGER NOT NULL,
    -- Set once, together. The same key may ask again, because the first answer may have been lost on the way.
    used_by      BLOB,
    device       BLOB,
    PRIMARY KEY (organisation, hash),
    FOREIGN KEY (organisation, staff) REFERENCES staff (organisation, id)
) STRICT;
