-- The views: everything here can be made again from the log.
CREATE SCHEMA views;

-- How far each projection has read the log, and the event that stopped it, if one did.
CREATE TABLE views.position (
    projection text PRIMARY KEY,
    position bigint NOT NULL DEFAULT 0,
    moved_at timestamptz NOT NULL DEFAULT now(),
    failed_position bigint,
    failed_event text,
    error text,
    failed_at timestamptz
);

-- Facts: one row an employee and date. The eight session columns are parallel.
CREATE TABLE views.attendance_day (
    employee text COLLATE "C" NOT NULL,
    "on" date NOT NULL,
    opd text NOT NULL,
    employment text NOT NULL,
    pattern text NOT NULL,
    day text NOT NULL,
    expected boolean NOT NULL,
    ended boolean NOT NULL,
    status text NOT NULL,
    cuti text,
    cuti_from_on date,
    cuti_until_on date,
    cuti_child integer,
    away_s integer NOT NULL,
    away_permitted_s integer NOT NULL,
    minimum_s integer NOT NULL,
    outage boolean NOT NULL,
    session text[] NOT NULL,
    role text[] NOT NULL,
    due_s integer[] NOT NULL,
    opens_s integer[] NOT NULL,
    closes_s integer[] NOT NULL,
    at_s integer[] NOT NULL,
    mark text[] NOT NULL,
    event bigint[] NOT NULL,
    events bigint[] NOT NULL,
    PRIMARY KEY (employee, "on")
);

-- The board of an OPD on a date, and of its month.
CREATE INDEX attendance_day_board_idx ON views.attendance_day (opd, "on");

CREATE TABLE views.attendance_month (
    employee text COLLATE "C" NOT NULL,
    month date NOT NULL,
    from_on date NOT NULL,
    until_on date NOT NULL,
    opd text NOT NULL,
    employment text NOT NULL,
    grade integer,
    tpp_rupiah bigint,
    component text[] NOT NULL,
    component_rupiah bigint[] NOT NULL,
    acting_kind text,
    acting_rupiah bigint NOT NULL,
    acting_from_on date,
    acting_until_on date,
    tugas_belajar text,
    predicate text,
    score_minutes integer NOT NULL,
    score_entries integer NOT NULL,
    score_unfit integer NOT NULL,
    withheld text,
    punishment text[] NOT NULL,
    punishment_from date[] NOT NULL,
    punishment_months integer[] NOT NULL,
    punishment_lifted date[] NOT NULL,
    punishment_event bigint[] NOT NULL,
    events bigint[] NOT NULL,
    PRIMARY KEY (employee, month, from_on)
);

-- Performance of a month, summed; `event` is the position of the predicate.
CREATE TABLE views.performance_month (
    employee text COLLATE "C" NOT NULL,
    month date NOT NULL,
    predicate text,
    event bigint,
    minutes integer NOT NULL,
    entries integer NOT NULL,
    unfit integer NOT NULL,
    PRIMARY KEY (employee, month)
);

-- Costs: the lines of each employee-month in the order of the assessment.
CREATE TABLE views.lateness_ledger (
    employee text COLLATE "C" NOT NULL,
    month date NOT NULL,
    line integer NOT NULL,
    "on" date,
    perbup text,
    kind text NOT NULL,
    rule text,
    clause text,
    session text,
    quantity bigint,
    unit text,
    base text,
    base_rupiah bigint,
    rate_ppm bigint,
    rupiah bigint NOT NULL,
    mode text NOT NULL,
    events bigint[] NOT NULL,
    PRIMARY KEY (employee, month, line)
);

CREATE TABLE views.tpp_deduction (
    employee text COLLATE "C" NOT NULL,
    month date NOT NULL,
    opd text,
    employment text,
    grade integer,
    perbup text,
    tpp_rupiah bigint NOT NULL,
    gross_rupiah bigint NOT NULL,
    cut_rupiah bigint NOT NULL,
    shadow_rupiah bigint NOT NULL,
    net_rupiah bigint NOT NULL,
    postponed_rupiah bigint NOT NULL,
    late_minutes integer NOT NULL,
    late_count integer NOT NULL,
    early_minutes integer NOT NULL,
    missing_count integer NOT NULL,
    absent_days integer NOT NULL,
    entitlements text[] NOT NULL,
    PRIMARY KEY (employee, month)
);

-- Finance pages through a month, of all or of one OPD, in the order of the employees.
CREATE INDEX tpp_deduction_month_idx ON views.tpp_deduction (month, employee);
CREATE INDEX tpp_deduction_opd_idx ON views.tpp_deduction (month, opd, employee);

CREATE TABLE views.punishment_proposal (
    employee text COLLATE "C" NOT NULL,
    month date NOT NULL,
    perbup text,
    effect text NOT NULL,
    clause text,
    punishment text NOT NULL,
    quantity bigint
);

CREATE INDEX punishment_proposal_month_idx ON views.punishment_proposal (month, employee);
CREATE INDEX punishment_proposal_employee_idx ON views.punishment_proposal (employee, month);

-- Facts that the regulation in force does not know how to read.
CREATE TABLE views.assessment_warning (
    employee text COLLATE "C" NOT NULL,
    month date NOT NULL,
    "on" date,
    session text,
    code text NOT NULL
);

CREATE INDEX assessment_warning_month_idx ON views.assessment_warning (month, code);
CREATE INDEX assessment_warning_employee_idx ON views.assessment_warning (employee, month);

-- Every special attendance; the pending ones are the inbox of the heads.
CREATE TABLE views.special_attendance (
    employee text COLLATE "C" NOT NULL,
    "on" date NOT NULL,
    special text NOT NULL,
    kind text NOT NULL,
    sessions text[] NOT NULL,
    at timestamptz NOT NULL,
    offline boolean NOT NULL,
    selfie text NOT NULL,
    attachment text NOT NULL,
    status text NOT NULL,
    version integer NOT NULL,
    event bigint NOT NULL,
    recorded_at timestamptz NOT NULL,
    decided_by text,
    decided_at timestamptz,
    decided_event bigint,
    PRIMARY KEY (employee, "on", special)
);

CREATE INDEX special_attendance_inbox_idx ON views.special_attendance ("on", employee)
    WHERE status = 'pending';

-- Check-ins that were refused or that carry a flag, for the heads to look at.
CREATE TABLE views.suspicious_attempt (
    event bigint PRIMARY KEY,
    employee text COLLATE "C" NOT NULL,
    "on" date NOT NULL,
    at timestamptz NOT NULL,
    session text NOT NULL,
    reason text NOT NULL,
    flags text[] NOT NULL,
    distance_m integer,
    selfie text NOT NULL,
    recorded_at timestamptz NOT NULL
);

CREATE INDEX suspicious_attempt_on_idx ON views.suspicious_attempt ("on", employee);
CREATE INDEX suspicious_attempt_employee_idx ON views.suspicious_attempt (employee, "on");

CREATE TABLE views.performance_entry (
    employee text COLLATE "C" NOT NULL,
    month date NOT NULL,
    entry text NOT NULL,
    "on" date NOT NULL,
    status text NOT NULL,
    minutes integer NOT NULL,
    quantity integer NOT NULL,
    unit text NOT NULL,
    attachment text NOT NULL,
    event bigint NOT NULL,
    decided_by text,
    personal bytea NOT NULL,
    PRIMARY KEY (employee, month, entry)
);

CREATE INDEX performance_entry_waiting_idx ON views.performance_entry (month)
    WHERE status = 'recorded';

-- The references, each row dated: `until_on` is inclusive, null is open.
CREATE TABLE views.employee_directory (
    employee text COLLATE "C" NOT NULL,
    from_on date NOT NULL,
    until_on date,
    name text NOT NULL,
    nip text,
    employment text,
    opd text NOT NULL,
    office text NOT NULL,
    pattern text NOT NULL,
    supervisor text,
    employed boolean NOT NULL,
    enrolled boolean NOT NULL,
    PRIMARY KEY (employee, from_on)
);

CREATE INDEX employee_directory_opd_idx ON views.employee_directory (opd, employee);
CREATE INDEX employee_directory_nip_idx ON views.employee_directory (nip);
CREATE INDEX employee_directory_name_idx ON views.employee_directory (lower(name) text_pattern_ops);

CREATE TABLE views.office_directory (
    office text NOT NULL,
    from_on date NOT NULL,
    until_on date,
    name text NOT NULL,
    opd text NOT NULL,
    zone text NOT NULL,
    open boolean NOT NULL,
    latitude double precision,
    longitude double precision,
    radius_m integer,
    geojson text,
    PRIMARY KEY (office, from_on)
);

CREATE INDEX office_directory_opd_idx ON views.office_directory (opd);

CREATE TABLE views.opd_directory (
    opd text PRIMARY KEY,
    name text NOT NULL
);

-- `head` is an employee, empty while the post is vacant.
CREATE TABLE views.opd_head (
    opd text NOT NULL,
    from_on date NOT NULL,
    until_on date,
    head text NOT NULL,
    PRIMARY KEY (opd, from_on)
);

CREATE INDEX opd_head_head_idx ON views.opd_head (head);

-- Dates about which the calendar says something beside that they ended. `sessions` is JSON.
CREATE TABLE views.work_calendar (
    "on" date PRIMARY KEY,
    kind text,
    name text,
    source text,
    sessions text NOT NULL,
    outage_opd text[] NOT NULL,
    outage_reason text[] NOT NULL
);

CREATE TABLE views.ended_day (
    "on" date PRIMARY KEY
);

-- `days` and `variants` are JSON: the sessions of the weekdays.
CREATE TABLE views.work_pattern_directory (
    pattern text NOT NULL,
    from_on date NOT NULL,
    until_on date,
    name text NOT NULL,
    days text NOT NULL,
    variants text NOT NULL,
    works_on_holidays boolean NOT NULL,
    pending_counts_as text NOT NULL,
    lapses_after_days integer,
    PRIMARY KEY (pattern, from_on)
);

CREATE TABLE views.perbup_register (
    perbup text PRIMARY KEY,
    status text NOT NULL,
    number text NOT NULL,
    year integer NOT NULL,
    title text NOT NULL,
    mode text NOT NULL,
    effective_from date,
    effective_until date,
    revoked_from date,
    event bigint NOT NULL
);

-- Every event of the register; `text` is the regulation as JSON where the event has one.
CREATE TABLE views.perbup_history (
    event bigint PRIMARY KEY,
    perbup text NOT NULL,
    what text NOT NULL,
    "on" date,
    from_on date,
    note text NOT NULL,
    text text,
    actor text NOT NULL,
    recorded_at timestamptz NOT NULL
);

CREATE INDEX perbup_history_perbup_idx ON views.perbup_history (perbup, event);
