-- As before, but with a lock of its own in the place of the table's: that one waited for a second
-- whenever PostgreSQL vacuumed or analysed the log, and then stopped it at that.
CREATE OR REPLACE FUNCTION log.append(
    key_ids uuid[], body_hashes bytea[], answers bytea[], refusals bytea[],
    key_streams text[], key_versions bigint[],
    claims bytea[], claimants uuid[],
    streams text[], versions bigint[], topics text[], states bytea[]
) RETURNS SETOF bigint LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO log.command_keys (command_id, body_hash, answer, refusal, stream, version)
    SELECT * FROM unnest(key_ids, body_hashes, answers, refusals, key_streams, key_versions);
    INSERT INTO log.claims (claim, command_id) SELECT * FROM unnest(claims, claimants);
    SET LOCAL lock_timeout = '10s';
    PERFORM pg_advisory_xact_lock(6516082034);  -- any number that nothing else here locks
    NOTIFY log_stored_events;
    RETURN QUERY
        INSERT INTO log.stored_events (originator_id, originator_version, topic, state)
        SELECT * FROM unnest(streams, versions, topics, states)
        RETURNING notification_id;
END
$$;
