-- A change of the rules that was stopped leaves some figures as they were: they are behind until it
-- is resumed, or until a rebuild from the log overtakes it.
ALTER TABLE views.difference_report ADD COLUMN overtaken_at timestamptz;
ALTER TABLE views.difference_report ADD COLUMN behind boolean NOT NULL
    GENERATED ALWAYS AS (kind = 'rule_change' AND status <> 'done' AND overtaken_at IS NULL) STORED;

CREATE INDEX difference_report_behind_idx ON views.difference_report (report) WHERE behind;
