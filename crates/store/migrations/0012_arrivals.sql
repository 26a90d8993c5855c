-- What arrived on which day, by the order of arrival: an author's clock, or a sync weeks later, makes nothing old news.

CREATE TABLE arrival (
    day   TEXT PRIMARY KEY NOT NULL,          -- the service's day for what it sent, the laptop's for what was signed here
    first INTEGER NOT NULL                    -- the first change that arrived on it or after it: `change.number`
) STRICT, WITHOUT ROWID;
