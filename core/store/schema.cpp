// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/schema.h"

namespace assay::store {

using namespace Qt::StringLiterals;

namespace {

QStringList promptTables()
{
    return {
        uR"(CREATE TABLE prompts (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE CHECK (name <> ''),
    created_ms INTEGER NOT NULL
) STRICT)"_s,

        uR"(CREATE TABLE prompt_versions (
    id INTEGER PRIMARY KEY,
    prompt_id INTEGER NOT NULL REFERENCES prompts (id),
    number INTEGER NOT NULL CHECK (number >= 1),
    content TEXT NOT NULL CHECK (json_valid(content)),
    content_hash TEXT NOT NULL CHECK (length(content_hash) = 64),
    note TEXT NOT NULL,
    parent INTEGER CHECK (parent < number),
    created_ms INTEGER NOT NULL,
    UNIQUE (prompt_id, number),
    FOREIGN KEY (prompt_id, parent) REFERENCES prompt_versions (prompt_id, number)
) STRICT)"_s,

        uR"(CREATE TRIGGER prompt_versions_refuse_update BEFORE UPDATE ON prompt_versions
BEGIN
    SELECT RAISE(ABORT, 'a saved prompt version never changes');
END)"_s,

        uR"(CREATE TRIGGER prompt_versions_refuse_delete BEFORE DELETE ON prompt_versions
BEGIN
    SELECT RAISE(ABORT, 'a saved prompt version is never deleted');
END)"_s,

        // INSERT OR REPLACE deletes without asking the trigger above, unless recursive_triggers is on.
        uR"(CREATE TRIGGER prompt_versions_refuse_replace BEFORE INSERT ON prompt_versions
WHEN EXISTS (SELECT 1 FROM prompt_versions WHERE id = NEW.id)
    OR EXISTS (SELECT 1 FROM prompt_versions WHERE prompt_id = NEW.prompt_id AND number = NEW.number)
BEGIN
    SELECT RAISE(ABORT, 'a saved prompt version is never replaced');
END)"_s,

        uR"(CREATE TABLE labels (
    prompt_id INTEGER NOT NULL REFERENCES prompts (id),
    name TEXT NOT NULL CHECK (name <> ''),
    number INTEGER NOT NULL,
    PRIMARY KEY (prompt_id, name),
    FOREIGN KEY (prompt_id, number) REFERENCES prompt_versions (prompt_id, number)
) STRICT, WITHOUT ROWID)"_s,

        uR"(CREATE TABLE label_moves (
    id INTEGER PRIMARY KEY,
    prompt_id INTEGER NOT NULL REFERENCES prompts (id),
    label TEXT NOT NULL CHECK (label <> ''),
    from_number INTEGER,
    to_number INTEGER NOT NULL,
    at_ms INTEGER NOT NULL,
    FOREIGN KEY (prompt_id, from_number) REFERENCES prompt_versions (prompt_id, number),
    FOREIGN KEY (prompt_id, to_number) REFERENCES prompt_versions (prompt_id, number)
) STRICT)"_s,

        u"CREATE INDEX label_moves_of_prompt ON label_moves (prompt_id)"_s,

        // By name, so that a prompt may have a draft before it has a version.
        uR"(CREATE TABLE drafts (
    prompt_name TEXT NOT NULL PRIMARY KEY CHECK (prompt_name <> ''),
    content TEXT NOT NULL CHECK (json_valid(content))
) STRICT, WITHOUT ROWID)"_s,
    };
}

QStringList evalSetTables()
{
    return {
        uR"(CREATE TABLE eval_sets (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE CHECK (name <> ''),
    created_ms INTEGER NOT NULL
) STRICT)"_s,

        uR"(CREATE TABLE revisions (
    id INTEGER PRIMARY KEY,
    eval_set_id INTEGER NOT NULL REFERENCES eval_sets (id),
    number INTEGER NOT NULL CHECK (number >= 1),
    title TEXT NOT NULL,
    description TEXT NOT NULL,
    default_assertions TEXT NOT NULL CHECK (json_valid(default_assertions)),
    item_count INTEGER NOT NULL CHECK (item_count >= 0),
    created_ms INTEGER NOT NULL,
    UNIQUE (eval_set_id, number)
) STRICT)"_s,

        // By content, so that the revisions of a set, and sets, share what is equal.
        uR"(CREATE TABLE items (
    id INTEGER PRIMARY KEY,
    content_hash TEXT NOT NULL UNIQUE CHECK (length(content_hash) = 64),
    key TEXT NOT NULL CHECK (key <> ''),
    content TEXT NOT NULL CHECK (json_valid(content))
) STRICT)"_s,

        uR"(CREATE TABLE revision_items (
    revision_id INTEGER NOT NULL REFERENCES revisions (id),
    position INTEGER NOT NULL CHECK (position >= 0),
    item_id INTEGER NOT NULL REFERENCES items (id),
    PRIMARY KEY (revision_id, position)
) STRICT, WITHOUT ROWID)"_s,
    };
}

QStringList modelTables()
{
    return {
        uR"(CREATE TABLE providers (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE CHECK (name <> ''),
    kind TEXT NOT NULL CHECK (kind <> ''),
    base_url TEXT NOT NULL,
    key_source TEXT NOT NULL CHECK (key_source = '' OR key_source LIKE '%_:_%'),
    options TEXT NOT NULL CHECK (json_valid(options))
) STRICT)"_s,

        uR"(CREATE TABLE models (
    id INTEGER PRIMARY KEY,
    provider_id INTEGER NOT NULL REFERENCES providers (id),
    name TEXT NOT NULL UNIQUE CHECK (name <> ''),
    api_name TEXT NOT NULL,
    tier TEXT NOT NULL,
    concurrency INTEGER NOT NULL CHECK (concurrency >= 1),
    max_output_tokens INTEGER NOT NULL CHECK (max_output_tokens >= 1),
    price TEXT CHECK (price IS NULL OR json_valid(price)),
    stream INTEGER NOT NULL CHECK (stream IN (0, 1))
) STRICT)"_s,
    };
}

QStringList runTables()
{
    return {
        // done_count counts the cells with an outcome other than skipped: a list of runs must not count cells.
        uR"(CREATE TABLE runs (
    id INTEGER PRIMARY KEY,
    state TEXT NOT NULL CHECK (state IN ('running', 'paused', 'finished', 'cancelled', 'capped', 'failed')),
    reason TEXT NOT NULL,
    revision_id INTEGER NOT NULL REFERENCES revisions (id),
    repeats INTEGER NOT NULL CHECK (repeats >= 1),
    seed INTEGER NOT NULL,
    budget_pico INTEGER CHECK (budget_pico >= 0),
    concurrency INTEGER CHECK (concurrency >= 1),
    baseline INTEGER CHECK (baseline >= 0),
    is_simulated INTEGER NOT NULL CHECK (is_simulated IN (0, 1)),
    cell_count INTEGER NOT NULL CHECK (cell_count >= 0),
    done_count INTEGER NOT NULL DEFAULT 0 CHECK (done_count BETWEEN 0 AND cell_count),
    created_ms INTEGER NOT NULL,
    ended_ms INTEGER
) STRICT)"_s,

        u"CREATE INDEX runs_of_revision ON runs (revision_id)"_s,

        uR"(CREATE TABLE run_versions (
    run_id INTEGER NOT NULL REFERENCES runs (id) ON DELETE CASCADE,
    position INTEGER NOT NULL CHECK (position >= 0),
    version_id INTEGER NOT NULL REFERENCES prompt_versions (id),
    PRIMARY KEY (run_id, position)
) STRICT, WITHOUT ROWID)"_s,

        // configuration is what the run was made with: model, provider, price.
        uR"(CREATE TABLE run_models (
    run_id INTEGER NOT NULL REFERENCES runs (id) ON DELETE CASCADE,
    position INTEGER NOT NULL CHECK (position >= 0),
    name TEXT NOT NULL CHECK (name <> ''),
    configuration TEXT NOT NULL CHECK (json_valid(configuration)),
    PRIMARY KEY (run_id, position)
) STRICT, WITHOUT ROWID)"_s,
    };
}

QStringList cellTables()
{
    return {
        // Tokens, latency and time to first token are those of the answer; the cost is that of all attempts.
        uR"(CREATE TABLE cells (
    run_id INTEGER NOT NULL REFERENCES runs (id) ON DELETE CASCADE,
    idx INTEGER NOT NULL CHECK (idx >= 0),
    outcome TEXT CHECK (outcome IN ('passed', 'failed', 'error', 'skipped')),
    score REAL NOT NULL DEFAULT 0,
    error_kind TEXT,
    reason TEXT NOT NULL DEFAULT '',
    attempts INTEGER NOT NULL DEFAULT 0 CHECK (attempts >= 0),
    input_tokens INTEGER,
    cached_tokens INTEGER,
    cache_write_tokens INTEGER,
    output_tokens INTEGER,
    reasoning_tokens INTEGER,
    usage_is_estimate INTEGER CHECK (usage_is_estimate IN (0, 1)),
    cost_pico INTEGER,
    latency_ms INTEGER,
    ttft_ms INTEGER,
    PRIMARY KEY (run_id, idx)
) STRICT, WITHOUT ROWID)"_s,

        uR"(CREATE TABLE attempts (
    run_id INTEGER NOT NULL,
    cell INTEGER NOT NULL,
    number INTEGER NOT NULL CHECK (number >= 1),
    state TEXT NOT NULL CHECK (state IN ('sent', 'answered', 'failed')),
    started_ms INTEGER NOT NULL,
    duration_ms INTEGER NOT NULL,
    ttft_ms INTEGER,
    error_kind TEXT,
    error_message TEXT NOT NULL,
    retry_after_ms INTEGER,
    http_status INTEGER NOT NULL,
    request_id TEXT NOT NULL,
    reserved_pico INTEGER NOT NULL CHECK (reserved_pico >= 0),
    cost_pico INTEGER,
    PRIMARY KEY (run_id, cell, number),
    FOREIGN KEY (run_id, cell) REFERENCES cells (run_id, idx) ON DELETE CASCADE
) STRICT, WITHOUT ROWID)"_s,

        // With row ids, since rows with a long text are written at the end and read seldom.
        uR"(CREATE TABLE responses (
    run_id INTEGER NOT NULL,
    cell INTEGER NOT NULL,
    attempt INTEGER NOT NULL,
    text TEXT NOT NULL,
    refusal TEXT NOT NULL,
    finish TEXT NOT NULL,
    finish_raw TEXT NOT NULL,
    raw_usage BLOB NOT NULL,
    model_returned TEXT NOT NULL,
    fingerprint TEXT NOT NULL,
    cost_pico INTEGER,
    PRIMARY KEY (run_id, cell),
    FOREIGN KEY (run_id, cell, attempt) REFERENCES attempts (run_id, cell, number) ON DELETE CASCADE
) STRICT)"_s,

        uR"(CREATE TABLE grades (
    run_id INTEGER NOT NULL,
    cell INTEGER NOT NULL,
    position INTEGER NOT NULL CHECK (position >= 0),
    name TEXT NOT NULL,
    metric TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('passed', 'failed', 'error')),
    score REAL NOT NULL,
    weight REAL NOT NULL,
    reason TEXT NOT NULL,
    PRIMARY KEY (run_id, cell, position),
    FOREIGN KEY (run_id, cell) REFERENCES cells (run_id, idx) ON DELETE CASCADE
) STRICT, WITHOUT ROWID)"_s,
    };
}

} // namespace

QStringList schemaVersion1()
{
    return promptTables() + evalSetTables() + modelTables() + runTables() + cellTables();
}

} // namespace assay::store
