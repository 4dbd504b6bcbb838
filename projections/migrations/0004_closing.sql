-- Months that finance closed. Their figures stay what they were at `position`, the last event that
-- they know; totals are those of the event.
CREATE TABLE views.closed_period (
    month date PRIMARY KEY,
    position bigint NOT NULL,
    event bigint NOT NULL,
    employees integer NOT NULL,
    gross_rupiah bigint NOT NULL,
    deduction_rupiah bigint NOT NULL,
    net_rupiah bigint NOT NULL,
    closed_by text NOT NULL,
    closed_at timestamptz NOT NULL
);

CREATE TABLE views.period_history (
    event bigint PRIMARY KEY,
    month date NOT NULL,
    what text NOT NULL,
    reason text NOT NULL,
    net_rupiah bigint,
    actor text NOT NULL,
    recorded_at timestamptz NOT NULL
);

CREATE INDEX period_history_month_idx ON views.period_history (month, event);

CREATE TABLE views.closed_deduction (LIKE views.tpp_deduction);
ALTER TABLE views.closed_deduction ADD PRIMARY KEY (employee, month);
CREATE INDEX closed_deduction_month_idx ON views.closed_deduction (month, employee);
CREATE INDEX closed_deduction_opd_idx ON views.closed_deduction (month, opd, employee);

CREATE TABLE views.closed_ledger (LIKE views.lateness_ledger);
ALTER TABLE views.closed_ledger ADD PRIMARY KEY (employee, month, line);

-- What later events make of closed months: paid more (kurang bayar, positive) or less (kelebihan
-- bayar, negative) in `month`, about the month `about`, line by line. `settled` ones are of a closed
-- month and stay; the others follow what is known. `kind` is that of the ledger's line, or gross.
CREATE TABLE views.adjustment (
    employee text COLLATE "C" NOT NULL,
    about date NOT NULL,
    month date NOT NULL,
    settled boolean NOT NULL,
    line integer NOT NULL,
    kind text NOT NULL,
    "on" date,
    perbup text,
    rule text,
    clause text,
    session text,
    rupiah bigint NOT NULL,
    events bigint[] NOT NULL,
    PRIMARY KEY (employee, about, month, line)
);

CREATE INDEX adjustment_month_idx ON views.adjustment (month, employee);
CREATE INDEX adjustment_pending_idx ON views.adjustment (month) WHERE NOT settled;
