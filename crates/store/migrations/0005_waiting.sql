-- Which entries may leave something open, and from which day: so that a whole caseload is not read to find the few.

CREATE TABLE waiting (
    entry    INTEGER PRIMARY KEY,
    subject  BLOB NOT NULL,
    from_day INTEGER NOT NULL                 -- days of the common era
) STRICT;
CREATE INDEX waiting_from ON waiting (from_day, subject);
