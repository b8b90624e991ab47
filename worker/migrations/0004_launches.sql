-- What was offered to a person in Slack, and what became of it; and the key that a person logs in with: src/store/SCHEMA.md.

CREATE TABLE launches (
  id              TEXT PRIMARY KEY,
  stem            TEXT NOT NULL UNIQUE,
  user_id         TEXT NOT NULL,
  -- JSON: what was asked for and shown
  request         TEXT NOT NULL,
  quoted_at       INTEGER NOT NULL,
  state           TEXT NOT NULL DEFAULT 'quoted' CHECK (state IN ('quoted', 'launched', 'cancelled')),
  clicked_at      INTEGER,
  create_number   INTEGER NOT NULL DEFAULT 0,
  create_sent_at  INTEGER,
  creates_claimed INTEGER NOT NULL DEFAULT 0,
  machine_id      TEXT,
  channel         TEXT,
  message_ts      TEXT,
  -- JSON
  outcome         TEXT,
  CHECK ((state = 'quoted') = (clicked_at IS NULL)),
  CHECK ((create_number = 0) = (create_sent_at IS NULL)),
  CHECK ((channel IS NULL) = (message_ts IS NULL))
) STRICT;

CREATE TABLE public_keys (
  user_id  TEXT PRIMARY KEY,
  key      TEXT NOT NULL,
  added_at INTEGER NOT NULL
) STRICT;
