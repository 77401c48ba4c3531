// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/prompt/language/symbols.h"

namespace assay::prompt {

Target Symbols::target(QStringView name)
{
    const auto known = m_ids.constFind(name);
    if (known != m_ids.constEnd())
        return {.name = nameOf(*known), .symbol = *known};
    const auto id = static_cast<SymbolId>(m_names.size());
    m_names.push_back(name.toString());
    m_utf8.push_back(name.toUtf8().toStdString());
    m_ids.insert(m_names.back(), id);
    return {.name = m_names.back(), .symbol = id};
}

} // namespace assay::prompt
