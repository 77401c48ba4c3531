// SPDX-License-Identifier: GPL-3.0-or-later
// All dialects that the program knows: those it carries with it, and the user's own. A file of dialects is
//
//   {"dialects": [{"kind": "lab-gateway", "like": "vllm", "baseUrl": "https://llm.example.com/v1", …}]}
//
// Members are those of Dialect. An entry says what differs from the one that "like" names, "openai-compatible" when it names none; an own entry is
// called by a kind that no other has.
#pragma once

#include "core/provider/openai/dialect.h"

namespace assay::provider::openai {

class Dialects {
public:
    /// Those of the program's own file, :/assay/providers/openai-dialects.json.
    [[nodiscard]] static const Dialects &bundled();
    /// These and those of `own`. Errors: invalidInput with file, entry and member; then nothing of it is taken.
    [[nodiscard]] Result<Dialects> withOwn(const Json &own, const QString &file) const;
    /// The same with the content of a file; a file that does not exist adds nothing. Errors: also io, and parse with the line.
    [[nodiscard]] Result<Dialects> withOwnFile(const QString &path) const;

    [[nodiscard]] const QList<Dialect> &all() const { return m_dialects; }
    /// Nothing for a kind that is no dialect.
    [[nodiscard]] const Dialect *find(QStringView kind) const;

private:
    QList<Dialect> m_dialects;
};

/// The generic one.
inline constexpr QLatin1StringView kCompatible("openai-compatible");

} // namespace assay::provider::openai
