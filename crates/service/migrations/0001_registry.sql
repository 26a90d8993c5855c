-- Who there is: organisations, their teams, staff and devices, and the codes that let a device in.
--
-- One text for both databases: `ledger/migrate.rs` turns the types into SQLite's. Every key begins with the organisation,
-- so that the schema can be spread over machines by organisation. Instants are milliseconds since 1970 in UTC; ids are
-- their 16 bytes; a yes is 1.

CREATE TABLE organisation (
    -- The directory: the one table in which organisations stand side by side.
    id             bytea PRIMARY KEY NOT NULL CHECK (length(id) = 16),
    -- Short, and within every device id and enrolment code: it leads from either to its organisation.
    number         bigint NOT NULL UNIQUE CHECK (number BETWEEN 1 AND 32767),
    name           text NOT NULL,
    -- Public half of the key that a forgotten passphrase or a departed practitioner is recovered with.
    recovery_key   bytea NOT NULL CHECK (length(recovery_key) = 32),
    -- The service itself, as a member of staff with a device and a key.
    service_staff  bytea NOT NULL CHECK (length(service_staff) = 16),
    service_device bytea NOT NULL CHECK (length(service_device) = 16),
    service_key    bytea NOT NULL CHECK (length(service_key) = 32),
    -- Of its logs: another one after a restore from a backup.
    epoch          bigint NOT NULL DEFAULT 1,
    -- Whether it was restored and nobody has confirmed yet that it is whole.
    restoring      bigint NOT NULL DEFAULT 0 CHECK (restoring IN (0, 1)),
    created_at     bigint NOT NULL
);

CREATE TABLE team (
    organisation    bytea NOT NULL REFERENCES organisation (id),
    id              bytea NOT NULL CHECK (length(id) = 16),
    name            text NOT NULL,
    -- Whether new families join the team's one caseload, or that of the health visitor who registers them.
    shares_families bigint NOT NULL CHECK (shares_families IN (0, 1)),
    PRIMARY KEY (organisation, id)
);

CREATE TABLE staff (
    -- What the service needs to judge a batch. The signed entry about the same person is a change like any other.
    organisation bytea NOT NULL REFERENCES organisation (id),
    id           bytea NOT NULL CHECK (length(id) = 16),
    name         text NOT NULL,
    role         text NOT NULL,             -- doorstep_domain::staff::Role
    team         bytea,                     -- none for the service, and for who belongs to the whole organisation
    centre       bytea,                     -- where a centre worker works
    home         text,                      -- doorstep_domain::audience::Scope: what new families of theirs join
    PRIMARY KEY (organisation, id)
);

CREATE TABLE device (
    -- One vault on one laptop. Ended devices stay for ever: their public keys prove who signed what.
    organisation bytea NOT NULL,
    id           bytea NOT NULL CHECK (length(id) = 16),
    staff        bytea NOT NULL,
    key          bytea NOT NULL CHECK (length(key) = 32),
    state        text NOT NULL CHECK (state IN ('active', 'suspended', 'revoked')),
    version      text NOT NULL,
    enrolled_at  bigint NOT NULL,
    last_seen_at bigint NOT NULL,           -- to the hour; a sync with nothing new writes nothing
    -- The newest batch of its chain that is kept, whatever became of it.
    incarnation  bigint NOT NULL DEFAULT 0,
    number       bigint NOT NULL DEFAULT 0,
    batch        bytea,
    PRIMARY KEY (organisation, id),
    UNIQUE (organisation, key),
    FOREIGN KEY (organisation, staff) REFERENCES staff (organisation, id)
);

CREATE TABLE enrolment_code (
    organisation bytea NOT NULL,
    hash         bytea NOT NULL CHECK (length(hash) = 32),  -- the code itself is never stored
    staff        bytea NOT NULL,
    expires_at   bigint NOT NULL,
    -- Set once, together. The same key may ask again, because the first answer may have been lost on the way.
    used_by      bytea,
    device       bytea,
    PRIMARY KEY (organisation, hash),
    FOREIGN KEY (organisation, staff) REFERENCES staff (organisation, id)
);
