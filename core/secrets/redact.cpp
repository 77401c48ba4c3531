// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/json.h"
#include "core/secrets/keystore.h"

#include <QUrl>

#include <algorithm>

namespace assay::secrets {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype kShortestSearched = 8;

QString jsonEscaped(const QString &text)
{
    const QByteArray quoted = toJson(jsonString(text));
    return QString::fromUtf8(QByteArrayView(quoted).sliced(1, quoted.size() - 2));
}

// Longest first: a longer form may hold a shorter one.
QStringList formsOf(const QString &key)
{
    QStringList forms{key, jsonEscaped(key), jsonEscaped(key).replace(u"/"_s, u"\\/"_s), QString::fromLatin1(QUrl::toPercentEncoding(key))};
    forms.removeDuplicates();
    std::ranges::stable_sort(forms, std::ranges::greater(), [](const QString &form) { return form.size(); });
    return forms;
}

} // namespace

QString redact(QString text, const Secret &key)
{
    if (key.bytes().size() < kShortestSearched || text.isEmpty())
        return text;
    const QString raw = QString::fromUtf8(key.bytes());
    for (const QString &form : formsOf(raw)) {
        // Only an escape may be written in either case, so this finds no more than the key.
        const auto sensitivity = form.contains(u'%') && !raw.contains(u'%') ? Qt::CaseInsensitive : Qt::CaseSensitive;
        text.replace(form, u"[REDACTED:key]"_s, sensitivity);
    }
    return text;
}

} // namespace assay::secrets
