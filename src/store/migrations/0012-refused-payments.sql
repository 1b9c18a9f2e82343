-- Rows of payment lists that were not taken are kept as those of rosters are.
ALTER TABLE roster_refused RENAME TO refused_row;
ALTER TABLE refused_row ADD COLUMN list TEXT NOT NULL DEFAULT 'roster'
    CHECK (list IN ('roster', 'payments'));
