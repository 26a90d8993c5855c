-- Every row and banner says of whom it is known that they died: read with the name, not entry by entry.

ALTER TABLE person ADD COLUMN died TEXT;          -- ISO; hearsay is enough
