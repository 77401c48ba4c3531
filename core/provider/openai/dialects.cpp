// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/provider/openai/dialects.h"

#include "core/provider/wire/jsonfields.h"

#include <QFile>

#include <algorithm>

namespace assay::provider::openai {

using namespace Qt::StringLiterals;

namespace {

const QString kBundledFile = u":/assay/providers/openai-dialects.json"_s;

Error inEntry(Error error, const QString &file, const QString &entry)
{
    error.message = u"Provider dialect %1: %2"_s.arg(entry, error.message);
    return error.with(u"file"_s, file).with(u"entry"_s, entry);
}

Error wrong(const QString &what, const QString &hint = {})
{
    return fail(ErrorKind::invalidInput, what, hint).error();
}

QString kindsOf(const QList<Dialect> &dialects)
{
    QStringList kinds;
    for (const Dialect &dialect : dialects)
        kinds.append(dialect.kind);
    return kinds.join(u", "_s);
}

Result<Dialect> readEntry(const Json &entry, const Dialects &known)
{
    const QString like = wire::textOf(entry, "like");
    const Dialect *base = known.find(like.isEmpty() ? QString(kCompatible) : like);
    if (base == nullptr && !like.isEmpty())
        return std::unexpected(wrong(u"the member \"like\" names the unknown kind \"%1\""_s.arg(like), u"Known are %1"_s.arg(kindsOf(known.all()))).with(u"member"_s, u"like"_s));
    Dialect start = base == nullptr ? Dialect() : *base;
    start.kind.clear();
    start.title.clear();
    start.note.clear();
    start.local.reset();
    Json own = entry;
    if (own.is_object())
        own.erase("like");
    auto dialect = readDialect(own, std::move(start));
    if (dialect && dialect->kind.isEmpty())
        return std::unexpected(wrong(u"the member \"kind\" is missing"_s).with(u"member"_s, u"kind"_s));
    if (dialect && known.find(dialect->kind) != nullptr)
        return std::unexpected(wrong(u"the member \"kind\" names one that exists already"_s, u"Give it a name of its own"_s).with(u"member"_s, u"kind"_s));
    return dialect;
}

Dialects readBundled()
{
    const auto dialects = Dialects().withOwnFile(kBundledFile);
    if (!dialects)
        qFatal("%s", qPrintable(dialects.error().describe()));
    return *dialects;
}

} // namespace

const Dialects &Dialects::bundled()
{
    static const Dialects dialects = readBundled();
    return dialects;
}

Result<Dialects> Dialects::withOwn(const Json &own, const QString &file) const
{
    const Json *entries = wire::member(own, "dialects");
    if (entries == nullptr || !entries->is_array())
        return std::unexpected(wrong(u"The file of provider dialects is not an object with a list called \"dialects\""_s, u"Write {\"dialects\": [{\"kind\": …, \"like\": …}]}"_s)
                .with(u"file"_s, file));
    Dialects all = *this;
    for (const Json &entry : entries->array_range()) {
        const QString kind = wire::textOf(entry, "kind");
        const QString name = kind.isEmpty() ? u"%1"_s.arg(all.m_dialects.size() - m_dialects.size() + 1) : QString(u'"' + kind + u'"');
        auto dialect = readEntry(entry, all);
        if (!dialect)
            return std::unexpected(inEntry(dialect.error(), file, name));
        all.m_dialects.append(*std::move(dialect));
    }
    return all;
}

Result<Dialects> Dialects::withOwnFile(const QString &path) const
{
    QFile file(path);
    if (!file.exists())
        return *this;
    if (!file.open(QIODevice::ReadOnly))
        return std::unexpected(fail(ErrorKind::io, u"The file of provider dialects cannot be read: %1"_s.arg(file.errorString())).error().with(u"file"_s, path));
    const auto json = parseJson(QByteArrayView(file.readAll()));
    if (!json)
        return std::unexpected(json.error().with(u"file"_s, path));
    return withOwn(*json, path);
}

const Dialect *Dialects::find(QStringView kind) const
{
    const auto found = std::ranges::find_if(m_dialects, [kind](const Dialect &dialect) { return dialect.kind == kind; });
    return found == m_dialects.end() ? nullptr : &*found;
}

} // namespace assay::provider::openai
