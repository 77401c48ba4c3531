// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/spelling.h"

#include <QString>

#include <array>

namespace assay {

using namespace Qt::StringLiterals;

namespace {

QString squeezed(QStringView name)
{
    return name.toString().remove(u'-').remove(u'_').toLower();
}

} // namespace

bool isSameName(QStringView one, QStringView other)
{
    return squeezed(one) == squeezed(other);
}

std::optional<bool> flagFromText(QStringView text)
{
    struct Pair {
        QLatin1StringView on;
        QLatin1StringView off;
    };
    for (const Pair &pair : std::array{Pair{"on"_L1, "off"_L1}, Pair{"true"_L1, "false"_L1}, Pair{"yes"_L1, "no"_L1}}) {
        if (text.compare(pair.on, Qt::CaseInsensitive) == 0)
            return true;
        if (text.compare(pair.off, Qt::CaseInsensitive) == 0)
            return false;
    }
    return std::nullopt;
}

} // namespace assay
