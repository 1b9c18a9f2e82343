-- What stands against a made photo at its destination: the findings of the
-- original and of the made file by the profile, and the SHA-256 of the profile
-- they were judged by; '' = not judged yet.
ALTER TABLE made ADD COLUMN fit TEXT NOT NULL DEFAULT '[]';
ALTER TABLE made ADD COLUMN fit_by TEXT NOT NULL DEFAULT '';
-- The standard photo that was looked at when the case was decided.
ALTER TABLE decision ADD COLUMN made_sha256 TEXT NOT NULL DEFAULT '';
