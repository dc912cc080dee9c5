-- A file as version 1 of the schema had it, with a little of everything.
CREATE TABLE attempts (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    key TEXT NOT NULL,
    hash TEXT NOT NULL,
    submission TEXT NOT NULL,
    passed INTEGER NOT NULL,
    message TEXT NOT NULL,
    mistakes TEXT NOT NULL,
    hints INTEGER NOT NULL,
    seconds REAL NOT NULL,
    at TEXT NOT NULL
);
CREATE INDEX attempts_by_key ON attempts (key, passed, id, hash, at);
CREATE TABLE drafts (key TEXT PRIMARY KEY, state TEXT NOT NULL, at TEXT NOT NULL);
CREATE TABLE place (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    course TEXT NOT NULL,
    lesson TEXT NOT NULL,
    exercise TEXT NOT NULL,
    state TEXT NOT NULL
);
CREATE TABLE hints (key TEXT PRIMARY KEY, used INTEGER NOT NULL);
CREATE TABLE settings (key TEXT PRIMARY KEY, value TEXT NOT NULL);
INSERT INTO attempts VALUES
    (1, 'dl/relu', 'aa', '-39', 0, 'Not yet.', '["abs"]', 1, 0.0, '2025-03-01T12:00:00.000000+00:00'),
    (4, 'dl/relu', 'aa', '52', 1, 'Right.', '[]', 1, 0.0, '2025-03-01T12:05:00.000000+00:00'),
    (5, 'dl/code', 'bb', 'x = "∑"', 0, '', '[]', 0, 1.5, '2025-03-02T12:00:00.000000+00:00');
INSERT INTO drafts VALUES ('dl/code', '{"text": "x = 1"}', '2025-03-02T12:01:00.000000+00:00');
INSERT INTO place VALUES (1, 'dl', 'forward', 'code', '{}');
INSERT INTO hints VALUES ('dl/relu', 1);
INSERT INTO settings VALUES ('speed', '3');
PRAGMA application_id = 1953854578;
PRAGMA user_version = 1;
