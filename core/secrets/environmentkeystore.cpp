// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/secrets/keystore.h"

#include <algorithm>

namespace assay::secrets {

using namespace Qt::StringLiterals;

namespace {

bool isVariableName(QStringView name)
{
    const auto isAllowed = [](QChar c) { return c == u'_' || (c.unicode() < 128 && c.isLetterOrNumber()); };
    return !name.isEmpty() && !name.front().isDigit() && std::ranges::all_of(name, isAllowed);
}

bool isOneHeaderWord(QByteArrayView key)
{
    return std::ranges::all_of(key, [](char c) { return c > 0x20 && c < 0x7f; });
}

Result<Secret> fromEnvironment(const QString &name)
{
    // The name is not repeated here: whoever pastes the key itself after "env:" must not find it in an error.
    if (!isVariableName(name))
        return fail(ErrorKind::secretMissing, u"The key source names no environment variable"_s,
            u"Write it as env:NAME, with letters, digits and underscores; the key itself never stands there"_s);
    Secret key(qgetenv(name.toLatin1().constData()).trimmed());
    if (key.isEmpty())
        return fail(ErrorKind::secretMissing, u"There is no key in the environment variable %1"_s.arg(name),
            u"Set it before Assay starts: export %1=… in the shell, or change the provider's key source"_s.arg(name));
    if (!isOneHeaderWord(key.bytes()))
        return fail(ErrorKind::secretMissing, u"What stands in the environment variable %1 cannot be a key: it holds blanks or characters outside ASCII"_s.arg(name),
            u"Set it to the key alone, without quotes or a second line"_s);
    return key;
}

} // namespace

QString EnvironmentKeyStore::scheme() const
{
    return u"env"_s;
}

QCoro::Task<Result<Secret>> EnvironmentKeyStore::lookUp(QString name)
{
    co_return fromEnvironment(name);
}

} // namespace assay::secrets
