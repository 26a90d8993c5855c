-- Who reads what. A scope is whose records they are, an audience is one class of reader of a scope, and an audience's log
-- is what a laptop subscribes to. Data, grants and withdrawals stand in one log, in one order.

CREATE TABLE audience (
    organisation bytea NOT NULL,
    id           bytea NOT NULL CHECK (length(id) = 16),
    scope        text NOT NULL,             -- doorstep_domain::audience::Scope
    reader       text NOT NULL,             -- doorstep_domain::audience::Reader
    head         bigint NOT NULL DEFAULT 0, -- the last position given out; updated last, so that no lower one is ever missing
    sum          bytea NOT NULL CHECK (length(sum) = 16),   -- of the ids of what is held now, for divergence
    PRIMARY KEY (organisation, id)
);
CREATE INDEX audience_scope ON audience (organisation, scope);

CREATE TABLE membership (
    -- Who reads a scope, and who did.
    organisation bytea NOT NULL,
    staff        bytea NOT NULL,
    scope        text NOT NULL,
    number       bigint NOT NULL,           -- leaving and coming back gives another
    until        bigint,                    -- when it ends by itself
    is_member    bigint NOT NULL CHECK (is_member IN (0, 1)),
    PRIMARY KEY (organisation, staff, scope)
);
CREATE INDEX membership_scope ON membership (organisation, scope);

CREATE TABLE granted (
    -- Which scopes a subject is in.
    organisation bytea NOT NULL,
    subject      text NOT NULL,
    scope        text NOT NULL,
    agreed       text NOT NULL,             -- doorstep_domain::audience::Agreed, as JSON: what a centre is told
    until        bigint,
    PRIMARY KEY (organisation, subject, scope)
);
CREATE INDEX granted_scope ON granted (organisation, scope);
