-- Photos that events cite, and what was made of them. All of it can be made again from the log and
-- the photos, while they are kept.
CREATE SCHEMA photos;

-- How far the log has been looked through.
CREATE TABLE photos.seen (
    one boolean PRIMARY KEY DEFAULT true CHECK (one),
    position bigint NOT NULL DEFAULT 0
);
INSERT INTO photos.seen DEFAULT VALUES;

-- `dhash` is null of a photo that was gone or unreadable when it was looked at, and of erased ones.
CREATE TABLE photos.photo (
    sha256 text PRIMARY KEY,
    asked_at timestamptz,
    made_at timestamptz,
    dhash bytea,
    erased_at timestamptz
);

CREATE INDEX photo_waiting_idx ON photos.photo (asked_at)
    WHERE made_at IS NULL AND erased_at IS NULL;

-- `what`: selfie and attachment of a day's record, attempt of one that was refused, document of
-- anything else. A special attendance has the first of its sessions.
CREATE TABLE photos.cited (
    event bigint NOT NULL,
    sha256 text NOT NULL REFERENCES photos.photo,
    what text NOT NULL,
    employee text COLLATE "C" NOT NULL,
    "on" date,
    at timestamptz,
    session text,
    distance_m integer,
    recorded_at timestamptz NOT NULL,
    PRIMARY KEY (event, sha256, what)
);

CREATE INDEX cited_sha256_idx ON photos.cited (sha256);
CREATE INDEX cited_selfie_idx ON photos.cited (employee, event) WHERE what = 'selfie';

-- Selfies that look like an earlier one of another day, with the one that they are most alike;
-- `differing_bits` are of 256.
CREATE TABLE photos.alike (
    event bigint PRIMARY KEY,
    employee text COLLATE "C" NOT NULL,
    "on" date NOT NULL,
    at timestamptz NOT NULL,
    session text NOT NULL,
    distance_m integer,
    selfie text NOT NULL,
    recorded_at timestamptz NOT NULL,
    earlier_event bigint NOT NULL,
    earlier_on date NOT NULL,
    differing_bits integer NOT NULL,
    found_at timestamptz NOT NULL DEFAULT now()
);

CREATE INDEX alike_on_idx ON photos.alike ("on", employee);
