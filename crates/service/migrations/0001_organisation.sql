-- Who there is: organisations, their teams and staff.
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
