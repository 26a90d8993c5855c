-- Where people live, as a row of the caseload says it: asked for every row of a list.

ALTER TABLE membership ADD COLUMN main INTEGER NOT NULL DEFAULT 1;     -- 0: another home
ALTER TABLE membership ADD COLUMN lives INTEGER NOT NULL DEFAULT 1;    -- 0: has moved out

CREATE TABLE home (
    -- An address of a household that is in use.
    entry     INTEGER PRIMARY KEY,
    household BLOB NOT NULL,
    line      TEXT NOT NULL,                  -- its first line and its postcode
    hidden    INTEGER NOT NULL                -- 1: kept off lists
) STRICT;
CREATE INDEX home_household ON home (household);
