// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/format/plurals.h"

namespace assay::ui::format {

using namespace Qt::StringLiterals;

QString EnglishPlurals::translate(const char *, const char *sourceText, const char *, int n) const
{
    const auto source = QString::fromUtf8(sourceText);
    if (n < 0 || !source.contains("(s)"_L1))
        return {};
    return QString(source).replace("(s)"_L1, n == 1 ? ""_L1 : "s"_L1);
}

} // namespace assay::ui::format
