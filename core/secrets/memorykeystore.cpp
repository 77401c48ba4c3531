// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/secrets/memorykeystore.h"

namespace assay::secrets {

using namespace Qt::StringLiterals;

MemoryKeyStore::MemoryKeyStore() : m_keys(std::make_shared<Keys>()) {}

void MemoryKeyStore::put(const QString &name, Secret key)
{
    const std::scoped_lock lock(m_keys->mutex);
    m_keys->byName.insert_or_assign(name, std::move(key));
}

QString MemoryKeyStore::scheme() const
{
    return u"memory"_s;
}

QCoro::Task<Result<Secret>> MemoryKeyStore::lookUp(QString name)
{
    const std::scoped_lock lock(m_keys->mutex);
    const auto found = m_keys->byName.find(name);
    if (found == m_keys->byName.end())
        co_return fail(ErrorKind::secretMissing, u"The key %1 was not typed in since the program started"_s.arg(name), u"Type it in on the Models page, or use another source"_s);
    co_return Secret(found->second.bytes().toByteArray());
}

} // namespace assay::secrets
