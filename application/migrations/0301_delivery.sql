-- Performance entries on their way to the performance website. The log says what there is to
-- deliver, this says what became of it; a queue that is lost loses nothing.
CREATE SCHEMA delivery;

-- How far the log was read for the website, and until when it asked to be left alone.
CREATE TABLE delivery.endpoint (
    endpoint text PRIMARY KEY,
    position bigint NOT NULL DEFAULT 0,
    paused_until timestamptz
);

INSERT INTO delivery.endpoint (endpoint) VALUES ('kinerja');

-- One row an event. `status` and `error` are of the last attempt: what the website answered, or why
-- it did not. `decided_by`: who let a dead one be tried again, or let it go, and when.
CREATE TABLE delivery.kinerja (
    position bigint PRIMARY KEY,
    employee text COLLATE "C" NOT NULL,
    stream text COLLATE "C" NOT NULL,
    version bigint NOT NULL,
    tag text NOT NULL,
    entry text NOT NULL,
    state text NOT NULL DEFAULT 'waiting',
    attempts integer NOT NULL DEFAULT 0,
    next_at timestamptz NOT NULL DEFAULT now(),
    status integer,
    error text,
    delivered_at timestamptz,
    decided_by text,
    decided_at timestamptz,
    note text,
    CHECK (state IN ('waiting', 'delivered', 'dead', 'dismissed'))
);

-- Of each employee only the first that is open goes, so that their order is kept.
CREATE INDEX kinerja_open_idx ON delivery.kinerja (employee, position)
    WHERE state IN ('waiting', 'dead');
CREATE INDEX kinerja_state_idx ON delivery.kinerja (state, position);
CREATE INDEX kinerja_employee_idx ON delivery.kinerja (employee, position);
