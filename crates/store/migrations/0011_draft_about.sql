-- A draft may be about a colleague or a centre: the column `subject` alone does not say which sort of id it is.
ALTER TABLE draft ADD COLUMN about TEXT NOT NULL DEFAULT 'person'
    CHECK (about IN ('person', 'household', 'staff', 'centre'));
