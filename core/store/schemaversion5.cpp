// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/schema.h"

namespace assay::store {

using namespace Qt::StringLiterals;

QStringList schemaVersion5()
{
    return {
        // A label that is removed stands nowhere.
        uR"(CREATE TABLE new_label_moves (
    id INTEGER PRIMARY KEY,
    prompt_id INTEGER NOT NULL REFERENCES prompts (id),
    label TEXT NOT NULL CHECK (label <> ''),
    from_number INTEGER,
    to_number INTEGER,
    at_ms INTEGER NOT NULL,
    kind TEXT NOT NULL DEFAULT 'moved' CHECK (kind IN ('moved', 'rolled-back', 'forced', 'removed')),
    actor TEXT NOT NULL DEFAULT '',
    reason TEXT NOT NULL DEFAULT '',
    evidence TEXT NOT NULL DEFAULT '',
    FOREIGN KEY (prompt_id, from_number) REFERENCES prompt_versions (prompt_id, number),
    FOREIGN KEY (prompt_id, to_number) REFERENCES prompt_versions (prompt_id, number),
    CHECK ((to_number IS NULL) = (kind = 'removed'))
) STRICT)"_s,
        u"INSERT INTO new_label_moves (id, prompt_id, label, from_number, to_number, at_ms, kind, actor, reason, evidence)"
        " SELECT id, prompt_id, label, from_number, to_number, at_ms, kind, actor, reason, evidence FROM label_moves"_s,
        u"DROP TABLE label_moves"_s,
        u"ALTER TABLE new_label_moves RENAME TO label_moves"_s,
        u"CREATE INDEX label_moves_of_prompt ON label_moves (prompt_id)"_s,
        // What the text was, so that a folder of prompts can tell its file from another one.
        uR"(CREATE TABLE removed_snippets (
    name TEXT NOT NULL PRIMARY KEY CHECK (name <> ''),
    text TEXT NOT NULL,
    removed_ms INTEGER NOT NULL
) STRICT, WITHOUT ROWID)"_s,
    };
}

} // namespace assay::store
