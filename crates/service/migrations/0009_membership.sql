CREATE TABLE membership_change (
    -- Every time that somebody was let read a scope, or was no longer: who could see what, when, and who decided it. Rows
    -- are only ever added; `membership` is what the newest of each member and scope say, and is rebuilt from them.
    organisation bytea NOT NULL,
    number       bigint NOT NULL,           -- dense: 1, 2, 3, …
    staff        bytea NOT NULL,
    scope        text NOT NULL,
    membership   bigint NOT NULL,           -- the number of the membership that it begins, extends or ends
    is_member    bigint NOT NULL CHECK (is_member IN (0, 1)),
    until        bigint,                    -- when it ends by itself
    at           bigint NOT NULL,
    decided_by   text NOT NULL,             -- an administrator's name; empty where it follows from role and team
    because      text NOT NULL,
    PRIMARY KEY (organisation, number)
);
CREATE INDEX membership_change_staff ON membership_change (organisation, staff, scope);

-- What was decided before there was a log of it.
INSERT INTO membership_change (organisation, number, staff, scope, membership, is_member, until, at, decided_by, because)
SELECT organisation, row_number() OVER (PARTITION BY organisation ORDER BY staff, scope), staff, scope, number, is_member,
    until, 0, '', 'Before decisions were kept.'
FROM membership;
