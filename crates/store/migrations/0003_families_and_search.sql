-- Who belongs to whom, and finding them.

CREATE TABLE membership (
    -- Who lives in which household, by the membership in force.
    entry     INTEGER PRIMARY KEY,
    household BLOB NOT NULL,
    person    BLOB NOT NULL
) STRICT;
CREATE INDEX membership_household ON membership (household);
CREATE INDEX membership_person ON membership (person);

CREATE TABLE relationship (
    -- Which adult is what to which child, by the relationship in force.
    entry INTEGER PRIMARY KEY,
    child BLOB NOT NULL,
    adult BLOB NOT NULL
) STRICT;
CREATE INDEX relationship_child ON relationship (child);
CREATE INDEX relationship_adult ON relationship (adult);

-- People, by row of `person`. Words from their start: names folded, their sounds, short forms, numbers, postcodes.
-- No positions are kept: nobody searches a name as a phrase.
CREATE VIRTUAL TABLE found_by_start USING fts5 (
    text, content = '', contentless_delete = 1, detail = 'none', prefix = '1 2 3', tokenize = 'unicode61'
);
-- Any three letters or digits in a row, for the middle of a name or number.
CREATE VIRTUAL TABLE found_by_part USING fts5 (
    text, content = '', contentless_delete = 1, detail = 'none', tokenize = 'trigram'
);
-- Words of clinical records, by number of `change`: a change never changes, so nothing is ever taken out again.
CREATE VIRTUAL TABLE record_word USING fts5 (
    text, content = '', detail = 'none', columnsize = 0, tokenize = 'unicode61 remove_diacritics 2'
);
-- 8 KiB pages hold a little less than 8 KiB under SQLCipher; FTS5's own default would waste half of each.
INSERT INTO found_by_start (found_by_start, rank) VALUES ('pgsz', 7900);
INSERT INTO found_by_part (found_by_part, rank) VALUES ('pgsz', 7900);
INSERT INTO record_word (record_word, rank) VALUES ('pgsz', 7900);
