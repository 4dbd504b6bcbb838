-- Who may sign in, as what, and from where. Nothing of this is evidence: it may be changed and purged.
CREATE SCHEMA auth;

-- `account` is the employee's id; an account that is no employee's has a random id of its own.
-- `login` is a chosen name for those without a NIP; with one, the NIP of the day is the login.
-- Access tokens of an earlier `generation` are void.
CREATE TABLE auth.accounts (
    account text COLLATE "C" PRIMARY KEY,
    login text UNIQUE,
    employee boolean NOT NULL,
    password_hash text NOT NULL,
    must_change boolean NOT NULL DEFAULT true,
    generation integer NOT NULL DEFAULT 0,
    disabled_at timestamptz,
    made_at timestamptz NOT NULL DEFAULT now(),
    changed_at timestamptz NOT NULL DEFAULT now()
);

CREATE INDEX accounts_changed_at_idx ON auth.accounts (changed_at);

-- A role that was taken back stays as a row, so that an auditor sees who had it and when.
CREATE TABLE auth.grants (
    grant_id bigserial PRIMARY KEY,
    account text COLLATE "C" NOT NULL REFERENCES auth.accounts,
    role text NOT NULL,
    opd text NOT NULL DEFAULT '',
    granted_by text NOT NULL,
    granted_at timestamptz NOT NULL DEFAULT now(),
    revoked_by text,
    revoked_at timestamptz
);

CREATE UNIQUE INDEX grants_held_idx ON auth.grants (account, role, opd) WHERE revoked_at IS NULL;

-- A family is one signing-in; each refresh token is used once and names what followed it.
CREATE TABLE auth.refresh_tokens (
    token_hash bytea PRIMARY KEY,
    family uuid NOT NULL,
    account text COLLATE "C" NOT NULL REFERENCES auth.accounts,
    device text NOT NULL DEFAULT '',
    issued_at timestamptz NOT NULL DEFAULT now(),
    expires_at timestamptz NOT NULL,
    used_at timestamptz,
    successor bytea,
    revoked_at timestamptz
);

CREATE INDEX refresh_tokens_family_idx ON auth.refresh_tokens (family);
CREATE INDEX refresh_tokens_account_idx ON auth.refresh_tokens (account);
CREATE INDEX refresh_tokens_expires_at_idx ON auth.refresh_tokens (expires_at);

CREATE TABLE auth.login_attempts (
    reference text PRIMARY KEY,
    at timestamptz NOT NULL DEFAULT now(),
    login text NOT NULL,
    source text NOT NULL,
    account text COLLATE "C",
    outcome text NOT NULL
);

CREATE INDEX login_attempts_at_idx ON auth.login_attempts (at);
CREATE INDEX login_attempts_account_idx ON auth.login_attempts (account, at);

-- One row a login and source: whoever guesses from one place blocks nobody elsewhere.
CREATE TABLE auth.lockouts (
    login text NOT NULL,
    source text NOT NULL,
    failures integer NOT NULL,
    blocked_until timestamptz NOT NULL,
    last_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (login, source)
);

-- What is not of a day or of performance: the few events that decisions on other streams look up.
CREATE INDEX stored_events_reference_idx ON log.stored_events (notification_id)
    WHERE originator_id NOT LIKE '%/day/%' AND originator_id NOT LIKE '%/kinerja/%';
