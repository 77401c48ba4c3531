// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/notfound.h"

namespace assay::store {

using namespace Qt::StringLiterals;

std::unexpected<Error> notFound(const QString &what, const QString &plural, const QStringList &existing)
{
    constexpr qsizetype mostNames = 10;
    QString hint = u"There are no %1 yet."_s.arg(plural);
    if (!existing.isEmpty()) {
        hint = u"The %1 here are: %2"_s.arg(plural, existing.first(std::min(mostNames, existing.size())).join(u", "_s));
        hint += existing.size() > mostNames ? u" and %1 more."_s.arg(existing.size() - mostNames) : u"."_s;
    }
    return fail(ErrorKind::notFound, u"The workspace has no %1."_s.arg(what), hint);
}

} // namespace assay::store
