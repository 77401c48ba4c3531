// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/schema.h"

namespace assay::store {

using namespace Qt::StringLiterals;

namespace {

QStringList authorsAndSnippets()
{
    return {
        u"ALTER TABLE prompt_versions ADD COLUMN author TEXT NOT NULL DEFAULT ''"_s,
        u"CREATE INDEX prompt_versions_by_content ON prompt_versions (prompt_id, content_hash)"_s,
        // Where a draft began, so that the version it becomes has its parent.
        u"ALTER TABLE drafts ADD COLUMN parent INTEGER"_s,
        u"ALTER TABLE drafts ADD COLUMN note TEXT NOT NULL DEFAULT ''"_s,
        // Only the current text: versions keep what they include.
        uR"(CREATE TABLE snippets (
    name TEXT NOT NULL PRIMARY KEY CHECK (name <> ''),
    text TEXT NOT NULL,
    updated_ms INTEGER NOT NULL
) STRICT, WITHOUT ROWID)"_s,
    };
}

QStringList protectedLabels()
{
    return {
        // What must hold before a label moves; a label without a row moves freely.
        uR"(CREATE TABLE label_gates (
    prompt_id INTEGER NOT NULL REFERENCES prompts (id),
    label TEXT NOT NULL CHECK (label <> ''),
    eval_set_id INTEGER NOT NULL REFERENCES eval_sets (id),
    least_pass_rate REAL NOT NULL CHECK (least_pass_rate BETWEEN 0 AND 1),
    PRIMARY KEY (prompt_id, label)
) STRICT, WITHOUT ROWID)"_s,
        // evidence is what the gate said when it let the label pass, or what it missed when it was forced.
        u"ALTER TABLE label_moves ADD COLUMN kind TEXT NOT NULL DEFAULT 'moved' CHECK (kind IN ('moved', 'rolled-back', 'forced'))"_s,
        u"ALTER TABLE label_moves ADD COLUMN actor TEXT NOT NULL DEFAULT ''"_s,
        u"ALTER TABLE label_moves ADD COLUMN reason TEXT NOT NULL DEFAULT ''"_s,
        u"ALTER TABLE label_moves ADD COLUMN evidence TEXT NOT NULL DEFAULT ''"_s,
    };
}

QStringList runsOfVersions()
{
    return {
        // Keys of the revision's items that the run passes over, since a version of it draws them as examples.
        u"ALTER TABLE runs ADD COLUMN left_out TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(left_out))"_s,
        u"CREATE INDEX run_versions_of_version ON run_versions (version_id)"_s,
    };
}

QStringList workspaceOptions()
{
    return {
        uR"(CREATE TABLE workspace_options (
    name TEXT NOT NULL PRIMARY KEY CHECK (name <> ''),
    value TEXT NOT NULL CHECK (json_valid(value))
) STRICT, WITHOUT ROWID)"_s,
    };
}

} // namespace

QStringList schemaVersion4()
{
    return authorsAndSnippets() + protectedLabels() + runsOfVersions() + workspaceOptions();
}

} // namespace assay::store
