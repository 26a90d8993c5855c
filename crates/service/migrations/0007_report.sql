CREATE TABLE device_report (
    -- What a laptop said was only on it, the last time that it was here: what would be lost with it. Never any words.
    organisation     bytea NOT NULL,
    device           bytea NOT NULL,
    at               bigint NOT NULL,       -- when it said so; one that says the same again is noted once an hour
    drafts           bigint NOT NULL,
    oldest_draft_at  bigint,                -- none where there are no drafts
    unsent           bigint NOT NULL,       -- signed batches that it had not sent
    oldest_unsent_at bigint,                -- none where everything was sent
    PRIMARY KEY (organisation, device),
    CHECK ((drafts = 0) = (oldest_draft_at IS NULL)),
    CHECK ((unsent = 0) = (oldest_unsent_at IS NULL))
);
