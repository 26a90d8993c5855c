-- What was signed. No foreign keys here: a push of 500 changes would pay for each, and only one function writes these.

CREATE TABLE change (
    -- Every signed version of every entry, stored once by the hash of its bytes. Rows are never deleted.
    organisation bytea NOT NULL,
    id           bytea NOT NULL CHECK (length(id) = 32),    -- SHA-256 of bytes
    -- Empty only for a quarantined change that cannot be read.
    entry        bytea,
    kind         text,
    subject      text,
    sensitivity  text,
    state        text NOT NULL CHECK (state IN ('in_force', 'waiting', 'quarantined')),
    -- Where its author's device finds it: the batch, and the place in it.
    device       bytea NOT NULL,
    incarnation  bigint NOT NULL,
    number       bigint NOT NULL,
    place        bigint NOT NULL,
    arrived_at   bigint NOT NULL,                           -- when it came into force, or came
    bytes        bytea NOT NULL,                            -- exactly as signed
    PRIMARY KEY (organisation, id),
    CHECK (state <> 'in_force' OR (entry IS NOT NULL AND kind IS NOT NULL AND subject IS NOT NULL AND sensitivity IS NOT NULL))
);
CREATE INDEX change_entry ON change (organisation, entry);

CREATE TABLE batch (
    -- What was signed in one act, with its signature: provenance that outlives the connection.
    -- The id is part of the key, because a copied vault signs two batches of one number and both are kept.
    organisation bytea NOT NULL,
    device       bytea NOT NULL,
    incarnation  bigint NOT NULL,
    number       bigint NOT NULL,
    id           bytea NOT NULL CHECK (length(id) = 32),    -- SHA-256 of bytes
    bytes        bytea NOT NULL,
    signature    bytea NOT NULL CHECK (length(signature) = 64),
    act          bytea,
    received_at  bigint NOT NULL,
    outcome      text NOT NULL CHECK (outcome IN ('accepted', 'waiting', 'quarantined')),
    reason       text CHECK ((reason IS NOT NULL) = (outcome = 'quarantined')),
    fault        bytea,                                     -- the change at fault
    PRIMARY KEY (organisation, device, incarnation, number, id)
);

CREATE TABLE awaited (
    -- Which kept batches to judge again when this change arrives.
    organisation bytea NOT NULL,
    parent       bytea NOT NULL,
    device       bytea NOT NULL,
    incarnation  bigint NOT NULL,
    number       bigint NOT NULL,
    batch        bytea NOT NULL,
    PRIMARY KEY (organisation, parent, device, incarnation, number, batch)
);
