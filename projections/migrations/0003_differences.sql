-- What a change of the rules made, or a draft would make, of months that were assessed before.
-- `position` is that of the register's event; a simulation has none. `from_month` and `until_month`
-- bound the employee-months that were looked at.
CREATE TABLE views.difference_report (
    report bigserial PRIMARY KEY,
    kind text NOT NULL,
    perbup text NOT NULL,
    position bigint UNIQUE,
    from_month date NOT NULL,
    until_month date,
    opds text[],
    employments text[],
    asked_by text NOT NULL DEFAULT '',
    status text NOT NULL DEFAULT 'pending',
    total bigint NOT NULL DEFAULT 0,
    done bigint NOT NULL DEFAULT 0,
    started_at timestamptz NOT NULL DEFAULT now(),
    ended_at timestamptz,
    CHECK (kind IN ('rule_change', 'simulation')),
    CHECK (status IN ('pending', 'running', 'done', 'cancelled', 'failed'))
);

CREATE INDEX difference_report_pending_idx ON views.difference_report (report)
    WHERE status IN ('pending', 'running');

-- The employee-months whose figures differ, with the clauses that make the difference: parallel
-- arrays of what each took before and takes now, live and trial apart.
CREATE TABLE views.difference (
    report bigint NOT NULL REFERENCES views.difference_report ON DELETE CASCADE,
    employee text COLLATE "C" NOT NULL,
    month date NOT NULL,
    opd text,
    gross_before_rupiah bigint NOT NULL,
    gross_rupiah bigint NOT NULL,
    cut_before_rupiah bigint NOT NULL,
    cut_rupiah bigint NOT NULL,
    shadow_before_rupiah bigint NOT NULL,
    shadow_rupiah bigint NOT NULL,
    net_before_rupiah bigint NOT NULL,
    net_rupiah bigint NOT NULL,
    perbup text[] NOT NULL,
    rule text[] NOT NULL,
    clause text[] NOT NULL,
    mode text[] NOT NULL,
    before_rupiah bigint[] NOT NULL,
    now_rupiah bigint[] NOT NULL,
    PRIMARY KEY (report, employee, month)
);

-- The last position at which anything of an employee was written, so that whoever assesses aside
-- from the projector notices that the facts have moved on.
CREATE TABLE views.employee_touch (
    employee text COLLATE "C" PRIMARY KEY,
    position bigint NOT NULL
);
