// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/schema.h"

namespace assay::store {

using namespace Qt::StringLiterals;

namespace {

QStringList limitsOfModels()
{
    return {
        u"ALTER TABLE models ADD COLUMN requests_per_minute INTEGER CHECK (requests_per_minute >= 1)"_s,
        u"ALTER TABLE models ADD COLUMN tokens_per_minute INTEGER CHECK (tokens_per_minute >= 1)"_s,
        u"ALTER TABLE models ADD COLUMN options TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(options))"_s,
    };
}

QStringList waysOfRuns()
{
    return {
        u"ALTER TABLE runs ADD COLUMN mode TEXT NOT NULL DEFAULT 'live' CHECK (mode IN ('live', 'batch'))"_s,
        u"ALTER TABLE runs ADD COLUMN cache TEXT NOT NULL DEFAULT 'off' CHECK (cache IN ('off', 'use', 'refresh', 'only'))"_s,
        u"ALTER TABLE runs ADD COLUMN cache_life_ms INTEGER CHECK (cache_life_ms >= 0)"_s,
        u"ALTER TABLE runs ADD COLUMN answers_from INTEGER"_s,
        u"ALTER TABLE runs ADD COLUMN label TEXT NOT NULL DEFAULT ''"_s,
    };
}

// An attempt in a batch ends when its batch is collected. The tag is the client's own mark at the provider; the job's id comes from there.
QStringList batchTables()
{
    return {
        uR"(CREATE TABLE batches (
    id INTEGER PRIMARY KEY,
    run_id INTEGER NOT NULL REFERENCES runs (id) ON DELETE CASCADE,
    model INTEGER NOT NULL CHECK (model >= 0),
    tag TEXT NOT NULL UNIQUE CHECK (tag <> ''),
    job_id TEXT NOT NULL DEFAULT '',
    state TEXT NOT NULL CHECK (state IN ('submitting', 'working', 'collected', 'failed', 'lost')),
    reason TEXT NOT NULL DEFAULT '',
    requests INTEGER NOT NULL CHECK (requests >= 1),
    submitted_ms INTEGER NOT NULL,
    looked_ms INTEGER
) STRICT)"_s,
        u"CREATE INDEX batches_of_run ON batches (run_id)"_s,
        u"ALTER TABLE attempts ADD COLUMN batch_id INTEGER REFERENCES batches (id)"_s,
        u"CREATE INDEX attempts_of_batch ON attempts (batch_id) WHERE batch_id IS NOT NULL"_s,
    };
}

// An answer from the cache has no attempt: nothing was asked for it. request_hash names the whole request, so that it need not be made again.
QStringList cachedResponses()
{
    return {
        uR"(CREATE TABLE new_responses (
    run_id INTEGER NOT NULL,
    cell INTEGER NOT NULL,
    attempt INTEGER,
    text TEXT NOT NULL,
    refusal TEXT NOT NULL,
    tool_calls TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(tool_calls)),
    finish TEXT NOT NULL,
    finish_raw TEXT NOT NULL,
    raw_usage BLOB NOT NULL,
    model_returned TEXT NOT NULL,
    fingerprint TEXT NOT NULL,
    service_tier TEXT NOT NULL DEFAULT '',
    cost_pico INTEGER,
    request_hash TEXT NOT NULL DEFAULT '',
    source_run INTEGER,
    PRIMARY KEY (run_id, cell),
    FOREIGN KEY (run_id, cell) REFERENCES cells (run_id, idx) ON DELETE CASCADE,
    FOREIGN KEY (run_id, cell, attempt) REFERENCES attempts (run_id, cell, number) ON DELETE CASCADE,
    CHECK ((attempt IS NULL) = (source_run IS NOT NULL))
) STRICT)"_s,
        u"INSERT INTO new_responses (run_id, cell, attempt, text, refusal, finish, finish_raw, raw_usage, model_returned, fingerprint, cost_pico)"
        " SELECT run_id, cell, attempt, text, refusal, finish, finish_raw, raw_usage, model_returned, fingerprint, cost_pico FROM responses"_s,
        u"DROP TABLE responses"_s,
        u"ALTER TABLE new_responses RENAME TO responses"_s,
        u"CREATE INDEX responses_by_request ON responses (request_hash) WHERE request_hash <> ''"_s,
    };
}

QStringList eventTables()
{
    return {
        uR"(CREATE TABLE run_events (
    id INTEGER PRIMARY KEY,
    run_id INTEGER NOT NULL REFERENCES runs (id) ON DELETE CASCADE,
    at_ms INTEGER NOT NULL,
    kind TEXT NOT NULL CHECK (kind <> ''),
    text TEXT NOT NULL
) STRICT)"_s,
        u"CREATE INDEX run_events_of_run ON run_events (run_id)"_s,
    };
}

} // namespace

QStringList schemaVersion2()
{
    return eventTables() + limitsOfModels() + waysOfRuns() + batchTables() + cachedResponses();
}

} // namespace assay::store
