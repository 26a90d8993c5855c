-- Laptops, the codes that let one in, and what somebody should look into.

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

CREATE TABLE device_flag (
    -- What a person should look into. Nothing is refused for it.
    organisation bytea NOT NULL,
    device       bytea NOT NULL,
    incarnation  bigint NOT NULL,
    number       bigint NOT NULL,
    -- gap: the batch before this one never came. fork: the batch before this one, or of this number, is another.
    flag         text NOT NULL CHECK (flag IN ('gap', 'fork')),
    flagged_at   bigint NOT NULL,
    PRIMARY KEY (organisation, device, incarnation, number, flag)
);
