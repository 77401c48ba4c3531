// SPDX-License-Identifier: GPL-3.0-or-later
// The names of a template and its snippets, each with a number, so that running it compares numbers.
#pragma once

#include "core/prompt/language/ast.h"

#include <QHash>
#include <QString>
#include <QStringView>

#include <string>
#include <vector>

namespace assay::prompt {

class Symbols {
public:
    Symbols()
    {
        constexpr std::size_t kUsual = 16;
        m_names.reserve(kUsual);
        m_utf8.reserve(kUsual);
    }
    [[nodiscard]] Target target(QStringView name);
    [[nodiscard]] std::size_t count() const { return m_names.size(); }
    [[nodiscard]] const QString &nameOf(SymbolId symbol) const { return m_names[static_cast<std::size_t>(symbol)]; }
    [[nodiscard]] const std::string &utf8Of(SymbolId symbol) const { return m_utf8[static_cast<std::size_t>(symbol)]; }

private:
    std::vector<QString> m_names;
    std::vector<std::string> m_utf8;
    QHash<QStringView, SymbolId> m_ids; ///< the keys look into m_names, whose texts stay where they are
};

} // namespace assay::prompt
