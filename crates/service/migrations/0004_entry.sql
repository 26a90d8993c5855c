-- Worked out from what was signed: what decides who holds it.

CREATE TABLE entry (
    -- What decides who holds an entry: readers hold all of its changes or none.
    organisation bytea NOT NULL,
    id           bytea NOT NULL,
    subject      text NOT NULL,
    kind         text NOT NULL,
    sensitivity  text NOT NULL,             -- the highest that any of its changes has carried
    limits       text NOT NULL,             -- doorstep_domain::audience::Limits, as JSON
    PRIMARY KEY (organisation, id)
);
CREATE INDEX entry_subject ON entry (organisation, subject);

CREATE TABLE link (
    -- Who belongs together: a person and the household they live in, a child and an adult, by the entry in force.
    organisation bytea NOT NULL,
    entry        bytea NOT NULL,
    one          text NOT NULL,             -- the entry's subject
    other        text NOT NULL,             -- the person that it names
    PRIMARY KEY (organisation, entry)
);
CREATE INDEX link_one ON link (organisation, one);
CREATE INDEX link_other ON link (organisation, other);

CREATE TABLE subject (
    -- Taken for update before a subject's audiences are read or changed: what locks it.
    organisation bytea NOT NULL,
    subject      text NOT NULL,             -- person:…, household:…, as in the changes
    registered   text,                      -- the scope that it joined when it was first written about
    PRIMARY KEY (organisation, subject)
);
