-- What the reaper has found out and said about a machine of ours: src/store/SCHEMA.md.

CREATE TABLE cases (
  machine_id     TEXT PRIMARY KEY,
  stem           TEXT NOT NULL,
  looked_at      INTEGER,
  look_kind      TEXT,
  look_detail    TEXT,
  mark_why       TEXT,
  mark_at        INTEGER,
  unknown_since  INTEGER,
  escalations    INTEGER NOT NULL,
  warned_end     INTEGER,
  warn_tried_at  INTEGER,
  warn_said_at   INTEGER,
  gap_tried_at   INTEGER,
  gap_said_at    INTEGER,
  approved_at    INTEGER,
  approved_by    TEXT,
  deleting_since INTEGER,
  failed_at      INTEGER,
  claimed_at     INTEGER,
  claimed_by     TEXT,
  version        INTEGER NOT NULL,
  CHECK ((mark_why IS NULL) = (mark_at IS NULL)),
  CHECK ((warned_end IS NULL) = (warn_tried_at IS NULL))
) STRICT;

-- Every sweep asks for what is claimed, every extension whether its lease is. The few that are claimed are in here
-- and no others, so that saving a case writes one row.
CREATE INDEX cases_claimed ON cases (stem) WHERE claimed_at IS NOT NULL;
