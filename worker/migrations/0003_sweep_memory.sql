-- What one sweep leaves to the next, and lists of machines whose end a person is asked for: src/store/SCHEMA.md.

ALTER TABLE sweep ADD COLUMN gap_ended_at INTEGER;
ALTER TABLE sweep ADD COLUMN list_size INTEGER;
ALTER TABLE sweep ADD COLUMN is_list_shrunk INTEGER NOT NULL DEFAULT 0 CHECK (is_list_shrunk IN (0, 1));
ALTER TABLE sweep ADD COLUMN gap_ms INTEGER;
ALTER TABLE sweep ADD COLUMN mode TEXT;
-- JSON: the newest message of the sweeps.
ALTER TABLE sweep ADD COLUMN posted TEXT;

CREATE TABLE approvals (
  id          TEXT PRIMARY KEY,
  asked_at    INTEGER NOT NULL,
  -- JSON: [{ machineId, markAt }]
  machines    TEXT NOT NULL,
  approved_at INTEGER,
  approved_by TEXT,
  CHECK ((approved_at IS NULL) = (approved_by IS NULL))
) STRICT;

CREATE INDEX approvals_by_time ON approvals (asked_at);
