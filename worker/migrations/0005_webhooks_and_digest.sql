-- First looks that GitHub's webhooks made, and which day's digest was posted: src/store/SCHEMA.md.

-- Null: the mark is a sweep's own.
ALTER TABLE cases ADD COLUMN mark_by TEXT CHECK (mark_by IS NULL OR mark_why IS NOT NULL);

ALTER TABLE sweep ADD COLUMN digest_for INTEGER;
ALTER TABLE sweep ADD COLUMN digest_claimed_at INTEGER;
