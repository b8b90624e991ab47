-- What the reaper has found out and said about a machine of ours: src/store/SCHEMA.md.

CREATE TABLE cases (
  machine_id     TEXT PRIMARY KEY,
  stem           TEXT NOT NULL,
  looked_at      INTEGER NOT NULL,
  mark_why       TEXT,
  mark_at        INTEGER,
  unknown_since  INTEGER,
  escalations    INTEGER NOT NULL,
  warned_end     INTEGER,
  warn_tried_at  INTEGER,
  warn_said_at   INTEGER,
  gap_warned_at  INTEGER,
  approved_at    INTEGER,
  deleting_since INTEGER,
  claimed_at     INTEGER,
  version        INTEGER NOT NULL,
  CHECK ((mark_why IS NULL) = (mark_at IS NULL)),
  CHECK ((warned_end IS NULL) = (warn_tried_at IS NULL))
) STRICT;

CREATE INDEX cases_by_stem ON cases (stem);
