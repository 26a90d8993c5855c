-- Appointments that stand are looked through whenever something changes: whether two families have one slot.

CREATE INDEX entry_appointment ON entry (number) WHERE kind = 'appointment';
