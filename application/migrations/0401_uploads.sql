-- Photos that come in parts, over lines that break. Nothing of this is evidence: after a crash of the
-- database the parts are gone, and the phone begins again.
CREATE SCHEMA uploads;

-- One that has become a photo stays for its day: the answer that said so may have been lost.
CREATE UNLOGGED TABLE uploads.upload (
    upload uuid PRIMARY KEY,
    account text COLLATE "C" NOT NULL,
    length integer NOT NULL,
    received integer NOT NULL DEFAULT 0,
    sha256 text,
    width integer,
    height integer,
    made_at timestamptz NOT NULL DEFAULT now()
);

CREATE INDEX upload_account_idx ON uploads.upload (account, made_at);

CREATE UNLOGGED TABLE uploads.part (
    upload uuid NOT NULL REFERENCES uploads.upload ON DELETE CASCADE,
    begins integer NOT NULL,
    content bytea NOT NULL,
    PRIMARY KEY (upload, begins)
);
