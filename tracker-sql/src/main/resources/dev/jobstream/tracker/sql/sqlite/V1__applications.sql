-- Days are ISO texts (2026-05-03), moments are milliseconds since 1970 UTC, lists are JSON arrays.
-- Columns marked "derived" are computed from others and written with them.

CREATE TABLE company (
  id       TEXT PRIMARY KEY,
  version  INTEGER NOT NULL,
  name     TEXT NOT NULL,
  name_key TEXT NOT NULL -- derived: the name without case, accents and punctuation
) WITHOUT ROWID;
CREATE INDEX company_by_name ON company (name_key, id);

-- Every spelling of a company, its name included.
CREATE TABLE company_name (
  spelling_key TEXT PRIMARY KEY,
  company_id   TEXT NOT NULL REFERENCES company (id) ON DELETE CASCADE,
  spelling     TEXT NOT NULL,
  position     INTEGER NOT NULL
) WITHOUT ROWID;
CREATE INDEX company_name_by_company ON company_name (company_id, position);

CREATE TABLE posting (
  id         TEXT NOT NULL UNIQUE,
  text       TEXT NOT NULL,
  html       TEXT,
  source_url TEXT,
  analysis   TEXT, -- JSON: what was read, its evidence, and the model
  saved_at   INTEGER NOT NULL
);

-- Derived: postings that share a band may have nearly the same text.
CREATE TABLE posting_band (
  band       INTEGER NOT NULL,
  posting_id TEXT NOT NULL REFERENCES posting (id) ON DELETE CASCADE,
  PRIMARY KEY (band, posting_id)
) WITHOUT ROWID;
CREATE INDEX posting_band_by_posting ON posting_band (posting_id);

CREATE TABLE application (
  seq             INTEGER PRIMARY KEY AUTOINCREMENT, -- the order of adding
  id              TEXT NOT NULL UNIQUE,
  version         INTEGER NOT NULL,
  posting_id      TEXT NOT NULL REFERENCES posting (id),
  company_id      TEXT REFERENCES company (id),
  title           TEXT,
  company         TEXT, -- as it is spelled here
  location        TEXT,
  workplace_type  TEXT,
  employment_type TEXT NOT NULL,
  seniority       TEXT NOT NULL,
  industry        TEXT,
  skills          TEXT NOT NULL,
  salary_min      TEXT,
  salary_max      TEXT,
  salary_currency TEXT,
  salary_period   TEXT,
  source_url      TEXT,
  apply_url       TEXT,
  date_posted     TEXT,
  valid_through   TEXT,
  source          TEXT,
  tags            TEXT NOT NULL,
  created_at      INTEGER NOT NULL,
  updated_at      INTEGER NOT NULL,
  trashed_at      INTEGER,
  -- Derived from the moves and interviews:
  stage           TEXT NOT NULL,
  stage_order     INTEGER NOT NULL,
  stage_since     TEXT NOT NULL,
  furthest_stage  TEXT NOT NULL,
  applied_on      TEXT,
  applied_week    TEXT, -- the Monday of its week
  answered_on     TEXT,
  quiet_since     TEXT NOT NULL,
  -- Derived from the others, to look applications up by:
  first_day       TEXT NOT NULL, -- when it was sent, or else added
  added_on        TEXT NOT NULL,
  url_key         TEXT,
  title_key       TEXT,
  company_key     TEXT,
  lowest_pay      REAL,
  highest_pay     REAL
);
CREATE INDEX application_by_posting ON application (posting_id);
CREATE INDEX application_by_company ON application (company_id);
CREATE INDEX application_trash ON application (trashed_at) WHERE trashed_at IS NOT NULL;
CREATE INDEX application_by_url ON application (trashed_at, url_key);
-- Lists, in every order there is. The trash comes first in each, since all but it is asked for:
CREATE INDEX application_added ON application (trashed_at, added_on);
CREATE INDEX application_updated ON application (trashed_at, updated_at);
CREATE INDEX application_applied ON application (trashed_at, applied_on);
CREATE INDEX application_moved ON application (trashed_at, stage_since);
CREATE INDEX application_posted ON application (trashed_at, date_posted);
CREATE INDEX application_deadline ON application (trashed_at, valid_through);
CREATE INDEX application_company ON application (trashed_at, company_key);
CREATE INDEX application_title ON application (trashed_at, title_key);
CREATE INDEX application_lowest_pay ON application (trashed_at, lowest_pay);
CREATE INDEX application_pay ON application (trashed_at, highest_pay);
CREATE INDEX application_stage_order ON application (trashed_at, stage_order);
-- Statistics, each from its index alone; the last is for those of a period:
CREATE INDEX application_stages ON application (trashed_at, stage, furthest_stage);
CREATE INDEX application_quiet ON application (trashed_at, quiet_since, stage, applied_on);
CREATE INDEX application_answers_by_source
  ON application (trashed_at, source, applied_on, answered_on, furthest_stage);
CREATE INDEX application_answers_by_company
  ON application (trashed_at, company_id, applied_on, answered_on, furthest_stage);
CREATE INDEX application_answers_by_week
  ON application (trashed_at, applied_week, applied_on, answered_on, furthest_stage);
CREATE INDEX application_period
  ON application (trashed_at, first_day, stage, furthest_stage, source, company_id, applied_week,
    applied_on, answered_on, quiet_since);

CREATE TABLE stage_change (
  id             TEXT PRIMARY KEY,
  application_id TEXT NOT NULL REFERENCES application (id) ON DELETE CASCADE,
  stage          TEXT NOT NULL,
  on_day         TEXT NOT NULL,
  recorded_at    INTEGER NOT NULL,
  note           TEXT,
  corrects       TEXT REFERENCES stage_change (id)
) WITHOUT ROWID;
CREATE INDEX stage_change_by_application ON stage_change (application_id, id);
CREATE INDEX stage_change_by_corrected ON stage_change (corrects) WHERE corrects IS NOT NULL;

-- Derived: the changes that count, each with the one before it; none of what is in the trash.
CREATE TABLE stage_move (
  application_seq INTEGER NOT NULL REFERENCES application (seq) ON DELETE CASCADE,
  position        INTEGER NOT NULL,
  from_stage      TEXT NOT NULL,
  to_stage        TEXT NOT NULL,
  days            INTEGER NOT NULL, -- how long the stay at from_stage was
  first_day       TEXT NOT NULL,    -- that of the application
  PRIMARY KEY (application_seq, position)
) WITHOUT ROWID;
CREATE INDEX stage_move_stays ON stage_move (from_stage, to_stage, days, first_day);

CREATE TABLE note (
  id             TEXT PRIMARY KEY,
  version        INTEGER NOT NULL,
  application_id TEXT NOT NULL REFERENCES application (id) ON DELETE CASCADE,
  created_at     INTEGER NOT NULL,
  removed_at     INTEGER,
  text           TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX note_by_application ON note (application_id);

CREATE TABLE contact (
  id             TEXT PRIMARY KEY,
  version        INTEGER NOT NULL,
  application_id TEXT NOT NULL REFERENCES application (id) ON DELETE CASCADE,
  created_at     INTEGER NOT NULL,
  removed_at     INTEGER,
  name           TEXT NOT NULL,
  role           TEXT,
  email          TEXT,
  phone          TEXT,
  link           TEXT,
  note           TEXT
) WITHOUT ROWID;
CREATE INDEX contact_by_application ON contact (application_id);

CREATE TABLE interview (
  id             TEXT PRIMARY KEY,
  version        INTEGER NOT NULL,
  application_id TEXT NOT NULL REFERENCES application (id) ON DELETE CASCADE,
  created_at     INTEGER NOT NULL,
  removed_at     INTEGER,
  round          INTEGER NOT NULL,
  kind           TEXT NOT NULL,
  starts_at      INTEGER NOT NULL,
  zone           TEXT NOT NULL, -- in which the time was agreed, such as Europe/Berlin
  minutes        INTEGER,
  place          TEXT,
  people         TEXT NOT NULL,
  outcome        TEXT NOT NULL,
  note           TEXT
) WITHOUT ROWID;
CREATE INDEX interview_by_application ON interview (application_id);
CREATE INDEX interview_by_start ON interview (starts_at, id) WHERE removed_at IS NULL;

CREATE TABLE reminder (
  id             TEXT PRIMARY KEY,
  version        INTEGER NOT NULL,
  application_id TEXT NOT NULL REFERENCES application (id) ON DELETE CASCADE,
  created_at     INTEGER NOT NULL,
  removed_at     INTEGER,
  action         TEXT NOT NULL,
  due            TEXT NOT NULL,
  done_at        INTEGER
) WITHOUT ROWID;
CREATE INDEX reminder_by_application ON reminder (application_id);
CREATE INDEX reminder_open ON reminder (due, id) WHERE removed_at IS NULL AND done_at IS NULL;

CREATE TABLE document (
  id             TEXT PRIMARY KEY,
  application_id TEXT NOT NULL REFERENCES application (id) ON DELETE CASCADE,
  kind           TEXT NOT NULL,
  sha256         TEXT NOT NULL, -- the file documents/ab/abcd…
  file_name      TEXT NOT NULL,
  media_type     TEXT NOT NULL,
  bytes          INTEGER NOT NULL,
  attached_at    INTEGER NOT NULL,
  removed_at     INTEGER
) WITHOUT ROWID;
CREATE INDEX document_by_application ON document (application_id);
CREATE INDEX document_by_content ON document (sha256);

CREATE TABLE saved_search (
  id         TEXT PRIMARY KEY,
  version    INTEGER NOT NULL,
  name       TEXT NOT NULL,
  name_key   TEXT NOT NULL UNIQUE,
  query      TEXT NOT NULL,
  created_at INTEGER NOT NULL
) WITHOUT ROWID;

-- Derived: under its application's seq, the words by which it is found. They are folded before they
-- come here, so that the plainest tokenizer does: words are parted by spaces alone.
CREATE VIRTUAL TABLE application_words USING fts5 (
  words,
  content = '',
  contentless_delete = 1,
  tokenize = "ascii tokenchars ':_'",
  prefix = '2 3'
);
