-- When a practitioner last looked at a family on this laptop, and how much had arrived by then: "what changed since".

CREATE TABLE look (
    subject     BLOB PRIMARY KEY NOT NULL,
    at          TEXT NOT NULL,
    arrived     INTEGER NOT NULL,             -- the last change that had arrived: `change.number`
    before_at   TEXT,                         -- the look before this one; null where it is the first
    before      INTEGER
) STRICT, WITHOUT ROWID;
