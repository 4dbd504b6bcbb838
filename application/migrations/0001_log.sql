-- The log: every event for ever, the commands that made them, and the keys of personal parts.
CREATE SCHEMA log;

-- COLLATE "C" lets the primary key serve `<employee>/…` prefix scans.
CREATE TABLE log.stored_events (
    originator_id text COLLATE "C" NOT NULL,
    originator_version bigint NOT NULL,
    topic text NOT NULL,
    state bytea NOT NULL,
    notification_id bigserial,
    PRIMARY KEY (originator_id, originator_version)
) WITH (
    autovacuum_enabled = true,
    autovacuum_vacuum_threshold = 100000000,
    autovacuum_vacuum_scale_factor = 0.5,
    autovacuum_analyze_threshold = 1000,
    autovacuum_analyze_scale_factor = 0.01
);

CREATE UNIQUE INDEX stored_events_notification_id_idx ON log.stored_events (notification_id);

CREATE TYPE log.stored_event_text AS (
    originator_id text,
    originator_version bigint,
    topic text,
    state bytea
);

-- Stored in the transaction of the command's events. `stream` and `version` lead to the position:
-- the last of its events, or for a command that recorded nothing the last that it was decided on.
CREATE TABLE log.command_keys (
    command_id uuid PRIMARY KEY,
    body_hash bytea NOT NULL,
    answer bytea NOT NULL,
    refusal bytea,
    stream text COLLATE "C",
    version bigint,
    recorded_at timestamptz NOT NULL DEFAULT now(),
    CHECK (num_nonnulls(stream, version) IN (0, 2))
);

-- What may be used once in the whole log, such as a selfie by its hash, and by which command it was.
CREATE TABLE log.claims (
    claim bytea PRIMARY KEY,
    command_id uuid NOT NULL
);

-- The key of each employee's personal parts, wrapped by the master key. Without its row they are gone.
CREATE TABLE log.person_keys (
    employee text COLLATE "C" PRIMARY KEY,
    key_id bytea NOT NULL,
    wrapped bytea NOT NULL,
    made_at timestamptz NOT NULL DEFAULT now()
);

-- What happened is never altered, whoever asks.
CREATE FUNCTION log.refuse_alteration() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'the log is append-only: % on %.% refused', TG_OP, TG_TABLE_SCHEMA, TG_TABLE_NAME;
END
$$;

CREATE TRIGGER stored_events_append_only
    BEFORE UPDATE OR DELETE OR TRUNCATE ON log.stored_events
    FOR EACH STATEMENT EXECUTE FUNCTION log.refuse_alteration();
