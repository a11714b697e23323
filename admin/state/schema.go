package state

// schema has the statements of each version; released ones never change. Times are Unix
// microseconds, 0 where there is none.
var schema = []string{accountSchema + policySchema + otherSchema, shippingSchema}

const accountSchema = `
CREATE TABLE users (
	id TEXT PRIMARY KEY, name TEXT NOT NULL UNIQUE, role TEXT NOT NULL, version INTEGER NOT NULL,
	created INTEGER NOT NULL, disabled INTEGER NOT NULL, password TEXT NOT NULL, totp TEXT NOT NULL,
	recovery TEXT NOT NULL, passkeys TEXT NOT NULL, subject TEXT NOT NULL, step INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE TABLE sessions (
	id TEXT PRIMARY KEY, hash BLOB NOT NULL UNIQUE, user_id TEXT NOT NULL REFERENCES users ON DELETE CASCADE,
	created INTEGER NOT NULL, seen INTEGER NOT NULL, verified INTEGER NOT NULL,
	address TEXT NOT NULL, agent TEXT NOT NULL
) STRICT;
CREATE INDEX sessions_of_user ON sessions (user_id, seen);
CREATE TABLE tokens (
	id TEXT PRIMARY KEY, name TEXT NOT NULL, user_id TEXT NOT NULL REFERENCES users ON DELETE CASCADE,
	hash BLOB NOT NULL, scopes TEXT NOT NULL, networks TEXT NOT NULL, created INTEGER NOT NULL,
	expires INTEGER NOT NULL, used INTEGER NOT NULL, used_from TEXT NOT NULL
) STRICT;
CREATE INDEX tokens_of_user ON tokens (user_id);
CREATE TABLE setup (one INTEGER PRIMARY KEY CHECK (one = 1), hash BLOB NOT NULL, until INTEGER NOT NULL) STRICT;
`

const policySchema = `
CREATE TABLE drafts (
	id TEXT PRIMARY KEY, name TEXT NOT NULL, text TEXT NOT NULL, reason TEXT NOT NULL, version INTEGER NOT NULL,
	base INTEGER NOT NULL, created INTEGER NOT NULL, created_by TEXT NOT NULL, changed INTEGER NOT NULL, changed_by TEXT NOT NULL,
	authors TEXT NOT NULL
) STRICT;
CREATE TABLE approvals (
	draft TEXT NOT NULL REFERENCES drafts ON DELETE CASCADE, version INTEGER NOT NULL,
	user TEXT NOT NULL, at INTEGER NOT NULL, PRIMARY KEY (draft, version, user)
) STRICT;
CREATE TABLE revisions (
	number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, parent INTEGER NOT NULL, author TEXT NOT NULL,
	token TEXT NOT NULL, reason TEXT NOT NULL, text TEXT NOT NULL, version TEXT NOT NULL, approved_by TEXT NOT NULL,
	draft TEXT NOT NULL, draft_version INTEGER NOT NULL, created INTEGER NOT NULL, state TEXT NOT NULL, blame TEXT NOT NULL
) STRICT;
CREATE TABLE changes (
	number INTEGER PRIMARY KEY, at INTEGER NOT NULL, action TEXT NOT NULL, revision INTEGER NOT NULL REFERENCES revisions,
	in_force INTEGER NOT NULL REFERENCES revisions, actor TEXT NOT NULL, reason TEXT NOT NULL
) STRICT;
CREATE INDEX changes_of_revision ON changes (revision);
`

const otherSchema = `
CREATE TABLE settings (
	name TEXT PRIMARY KEY, value TEXT NOT NULL, version INTEGER NOT NULL, changed INTEGER NOT NULL, changed_by TEXT NOT NULL
) STRICT;
CREATE TABLE queries (
	id TEXT PRIMARY KEY, owner TEXT NOT NULL REFERENCES users ON DELETE CASCADE, name TEXT NOT NULL, query TEXT NOT NULL,
	shared INTEGER NOT NULL, version INTEGER NOT NULL, changed INTEGER NOT NULL
) STRICT;
CREATE TABLE audit (
	sequence INTEGER PRIMARY KEY, body TEXT NOT NULL, hash BLOB NOT NULL,
	at TEXT GENERATED ALWAYS AS (json_extract(body, '$.at')) VIRTUAL,
	actor TEXT GENERATED ALWAYS AS (json_extract(body, '$.actor.name')) VIRTUAL,
	action TEXT GENERATED ALWAYS AS (json_extract(body, '$.action')) VIRTUAL
) STRICT;
`

const shippingSchema = `
CREATE TABLE destinations (
	name TEXT PRIMARY KEY, config TEXT NOT NULL, secret TEXT NOT NULL, version INTEGER NOT NULL,
	changed INTEGER NOT NULL, changed_by TEXT NOT NULL
) STRICT;
`
