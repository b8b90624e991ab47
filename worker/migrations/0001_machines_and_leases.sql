-- What each table is for, and what may be believed of it: src/store/SCHEMA.md.
-- Times are milliseconds since the Unix epoch, prices USD.

CREATE TABLE machines (
  id            TEXT PRIMARY KEY,
  name          TEXT NOT NULL,
  stem          TEXT,
  owner_kind    TEXT NOT NULL CHECK (owner_kind IN ('workflow', 'person', 'foreign')),
  repository_id INTEGER,
  run_id        INTEGER,
  team_hash     TEXT,
  user_id       TEXT,
  gpu           TEXT,
  gpu_count     INTEGER,
  region        TEXT,
  hourly_usd    REAL,
  status        TEXT NOT NULL,
  created_at    INTEGER,
  first_seen_at INTEGER NOT NULL,
  last_seen_at  INTEGER NOT NULL,
  billed_from   INTEGER,
  ended_at      INTEGER,
  CHECK ((owner_kind = 'workflow') = (repository_id IS NOT NULL)),
  CHECK ((owner_kind = 'person') = (user_id IS NOT NULL))
) STRICT;

CREATE INDEX machines_by_end ON machines (ended_at);
CREATE INDEX machines_by_name ON machines (name);

CREATE TABLE lists (
  one       INTEGER PRIMARY KEY CHECK (one = 1),
  newest_at INTEGER NOT NULL
) STRICT;

CREATE TABLE leases (
  stem       TEXT PRIMARY KEY,
  ends_at    INTEGER NOT NULL,
  moved_by   TEXT NOT NULL,
  moved_at   INTEGER NOT NULL,
  version    INTEGER NOT NULL DEFAULT 1
) STRICT;

CREATE TABLE evidence (
  seq        INTEGER PRIMARY KEY,
  at         INTEGER NOT NULL,
  machine_id TEXT,
  stem       TEXT,
  kind       TEXT NOT NULL,
  actor      TEXT NOT NULL,
  detail     TEXT NOT NULL
) STRICT;

CREATE INDEX evidence_by_machine ON evidence (machine_id, at);
CREATE INDEX evidence_by_stem ON evidence (stem, at);

CREATE TABLE idempotency_keys (
  key        TEXT PRIMARY KEY,
  claimed_at INTEGER NOT NULL,
  outcome    TEXT
) STRICT;

CREATE TABLE repositories (
  id         INTEGER PRIMARY KEY,
  full_name  TEXT NOT NULL,
  learned_at INTEGER NOT NULL
) STRICT;

CREATE TABLE sweep (
  one           INTEGER PRIMARY KEY CHECK (one = 1),
  watched_since INTEGER NOT NULL,
  last_good_at  INTEGER NOT NULL
) STRICT;
