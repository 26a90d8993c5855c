CREATE TABLE look_up (
    -- What became of each time that somebody asked for a family that is not theirs. What they asked, and why, is the change,
    -- which they signed.
    organisation bytea NOT NULL,
    change       bytea NOT NULL,
    subject      text NOT NULL,             -- whom it found; empty where nobody
    staff        bytea NOT NULL,
    at           bigint NOT NULL,
    last_day     text NOT NULL,             -- until when they may read the record, 2026-11-03; empty where nobody was found
    PRIMARY KEY (organisation, change, subject)
);
CREATE INDEX look_up_subject ON look_up (organisation, subject);
CREATE INDEX look_up_staff ON look_up (organisation, staff);
