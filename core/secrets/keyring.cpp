// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/secrets/keystore.h"

#include <algorithm>
#include <utility>

namespace assay::secrets {

using namespace Qt::StringLiterals;

void KeyRing::add(std::unique_ptr<KeyStore> store)
{
    m_stores.push_back(std::move(store));
}

QCoro::Task<Result<Secret>> KeyRing::lookUp(QString source)
{
    if (source.isEmpty())
        co_return Secret();
    const qsizetype colon = source.indexOf(u':');
    const QString scheme = source.left(std::max<qsizetype>(colon, 0));
    const auto store = std::ranges::find(m_stores, scheme, [](const auto &candidate) { return candidate->scheme(); });
    if (store == m_stores.end() || colon <= 0) {
        QStringList known;
        for (const auto &candidate : m_stores)
            known.append(candidate->scheme() + u":NAME"_s);
        // What was written may be the key itself, so it is not repeated.
        co_return fail(
            ErrorKind::invalidInput, u"The provider's key source is of no known kind"_s, u"Write it as %1, or leave it empty when no key is needed"_s.arg(known.join(u" or "_s)));
    }
    co_return co_await (*store)->lookUp(source.mid(colon + 1));
}

} // namespace assay::secrets
