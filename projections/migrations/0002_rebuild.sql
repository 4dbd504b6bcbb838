-- Rebuilds: made anew beside the live tables, part by part, and then put in their place.
CREATE TABLE views.rebuild (
    rebuild bigserial PRIMARY KEY,
    projections text[] NOT NULL,
    position bigint NOT NULL,
    status text NOT NULL DEFAULT 'running',
    started_at timestamptz NOT NULL DEFAULT now(),
    ended_at timestamptz,
    differences text,
    CHECK (status IN ('running', 'swapped', 'kept', 'cancelled'))
);

-- Their fresh tables have one name, so one is made at a time.
CREATE UNIQUE INDEX rebuild_running_idx ON views.rebuild (status) WHERE status = 'running';

CREATE TABLE views.rebuild_part (
    rebuild bigint NOT NULL REFERENCES views.rebuild,
    part integer NOT NULL,
    projection text NOT NULL,
    employees text[] NOT NULL,
    rows bigint,
    done_at timestamptz,
    PRIMARY KEY (rebuild, part)
);

ALTER TABLE views.position ADD COLUMN generation integer NOT NULL DEFAULT 0;
