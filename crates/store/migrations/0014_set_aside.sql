-- Signing again what the service set aside.

ALTER TABLE batch ADD COLUMN fault BLOB;          -- the change that it was set aside for, where the service named one

CREATE TABLE replaced (
    -- What was set aside and has been signed again here: the new change names it. It waits for nobody any more.
    change BLOB PRIMARY KEY NOT NULL CHECK (length(change) = 32)
) STRICT, WITHOUT ROWID;
