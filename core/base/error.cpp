// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/error.h"

#include <QStringList>

#include <algorithm>
#include <array>

namespace assay {

using namespace Qt::StringLiterals;

namespace {

struct KindName {
    ErrorKind kind;
    QLatin1StringView name;
};

constexpr std::array kKindNames{
    KindName{ErrorKind::invalidInput, "invalid-input"_L1},
    KindName{ErrorKind::parse, "parse"_L1},
    KindName{ErrorKind::render, "render"_L1},
    KindName{ErrorKind::notFound, "not-found"_L1},
    KindName{ErrorKind::conflict, "conflict"_L1},
    KindName{ErrorKind::tooLarge, "too-large"_L1},
    KindName{ErrorKind::notAWorkspace, "not-a-workspace"_L1},
    KindName{ErrorKind::damaged, "damaged"_L1},
    KindName{ErrorKind::newerVersion, "newer-version"_L1},
    KindName{ErrorKind::readOnly, "read-only"_L1},
    KindName{ErrorKind::diskFull, "disk-full"_L1},
    KindName{ErrorKind::inUse, "in-use"_L1},
    KindName{ErrorKind::io, "io"_L1},
    KindName{ErrorKind::secretMissing, "secret-missing"_L1},
    KindName{ErrorKind::rateLimit, "rate-limit"_L1},
    KindName{ErrorKind::overloaded, "overloaded"_L1},
    KindName{ErrorKind::serverError, "server-error"_L1},
    KindName{ErrorKind::timeout, "timeout"_L1},
    KindName{ErrorKind::reset, "reset"_L1},
    KindName{ErrorKind::connect, "connect"_L1},
    KindName{ErrorKind::auth, "auth"_L1},
    KindName{ErrorKind::quota, "quota"_L1},
    KindName{ErrorKind::badRequest, "bad-request"_L1},
    KindName{ErrorKind::contextTooLong, "context-too-long"_L1},
    KindName{ErrorKind::contentFilter, "content-filter"_L1},
    KindName{ErrorKind::malformed, "malformed"_L1},
    KindName{ErrorKind::cancelled, "cancelled"_L1},
    KindName{ErrorKind::budget, "budget"_L1},
    KindName{ErrorKind::internal, "internal"_L1},
};

// Of a prompt's message or a snippet the lines are its own, not those of a file.
QStringList partsOfPrompt(const Error &error)
{
    QStringList parts;
    for (const QString &key : {u"message"_s, u"example"_s, u"snippet"_s}) {
        if (const QString value = error.contextValue(key); !value.isEmpty())
            parts.append(key + u' ' + value);
    }
    return parts;
}

QString place(const Error &error)
{
    QString where = error.contextValue(u"file");
    const QString line = error.contextValue(u"line");
    const QString column = error.contextValue(u"column");
    if (QStringList parts = partsOfPrompt(error); !parts.isEmpty()) {
        if (!where.isEmpty())
            parts.prepend(where);
        if (!line.isEmpty())
            parts.append(u"line "_s + line);
        if (!line.isEmpty() && !column.isEmpty())
            parts.append(u"column "_s + column);
        where = parts.join(u", "_s);
    } else if (!line.isEmpty()) {
        where += where.isEmpty() ? u"line "_s + line : u":"_s + line;
        if (!column.isEmpty())
            where += (error.contextValue(u"file").isEmpty() ? u", column "_s : u":"_s) + column;
    }
    const QString item = error.contextValue(u"item");
    if (!item.isEmpty())
        where += (where.isEmpty() ? u"item "_s : u", item "_s) + item;
    return where;
}

} // namespace

QString toText(ErrorKind kind)
{
    const auto *found = std::ranges::find(kKindNames, kind, &KindName::kind);
    return found == kKindNames.end() ? u"internal"_s : QString(found->name);
}

std::optional<ErrorKind> errorKindFromText(QStringView text)
{
    const auto *found = std::ranges::find_if(kKindNames, [&](const KindName &entry) { return text == entry.name; });
    if (found == kKindNames.end())
        return std::nullopt;
    return found->kind;
}

Error Error::with(const QString &key, const QString &value) const
{
    Error copy = *this;
    copy.context.append({key, value});
    return copy;
}

Error Error::with(const QString &key, qint64 value) const
{
    return with(key, QString::number(value));
}

QString Error::contextValue(QStringView key) const
{
    const auto found = std::ranges::find_if(context, [&](const auto &entry) { return entry.first == key; });
    return found == context.end() ? QString() : found->second;
}

QString Error::describe() const
{
    const QString where = place(*this);
    QString text = where.isEmpty() ? message : QString(where + u": "_s + message);
    const auto addSentence = [&text](const QString &sentence) {
        if (!sentence.isEmpty())
            text += (text.endsWith(u'.') || text.endsWith(u'?') ? u" "_s : u". "_s) + sentence;
    };
    addSentence(hint);
    const QString source = contextValue(u"source");
    addSentence(source.isEmpty() ? source : QString(u"It says: "_s + source));
    return text;
}

std::unexpected<Error> fail(ErrorKind kind, const QString &message, const QString &hint)
{
    return std::unexpected(Error{.kind = kind, .message = message, .hint = hint, .context = {}, .retryAfter = {}});
}

} // namespace assay
