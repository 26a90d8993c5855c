-- An audience's log, and what it holds now.

CREATE TABLE held (
    -- Which entries an audience holds, and from which position of its log on: what stands in the log before it was withdrawn.
    organisation bytea NOT NULL,
    audience     bytea NOT NULL,
    entry        bytea NOT NULL,
    since        bigint NOT NULL,
    PRIMARY KEY (organisation, audience, entry)
);

CREATE TABLE log (
    -- Dense: 1, 2, 3, … in each audience. A hole is corruption.
    organisation bytea NOT NULL,
    audience     bytea NOT NULL,
    position     bigint NOT NULL,
    change       bytea,                     -- a change; else a withdrawal or a grant for a time, of:
    subject      text,
    entry        bytea,                     -- the change's entry; of a withdrawal, none where the whole subject leaves
    until        bigint,                    -- of a grant for a time
    PRIMARY KEY (organisation, audience, position)
);

CREATE TABLE unsettled (
    -- Whose place in the audiences is to be worked out again, and from when on.
    organisation bytea NOT NULL,
    subject      text NOT NULL,
    due_at       bigint NOT NULL,
    PRIMARY KEY (organisation, subject)
);
