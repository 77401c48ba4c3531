// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/secrets/redactor.h"

#include "core/base/json.h"

#include <QUrl>

#include <algorithm>

namespace assay::secrets {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype kShortestSearched = 8;
const QString kMark = u"[REDACTED:key]"_s;

QString jsonEscaped(const QString &text)
{
    const QByteArray quoted = toJson(jsonString(text));
    return QString::fromUtf8(QByteArrayView(quoted).sliced(1, quoted.size() - 2));
}

char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

// What every base64 text has in common that holds these bytes after `before` others: the characters that no neighbour has a part in.
QString base64Middle(QByteArrayView bytes, int before, QByteArray::Base64Options options)
{
    const QByteArray whole = QByteArray(before, '\0').append(bytes);
    const QByteArray text = whole.toBase64(options | QByteArray::OmitTrailingEquals);
    const qsizetype first = before == 0 ? 0 : before + 1;
    const qsizetype last = text.size() - ((before + bytes.size()) % 3 == 0 ? 0 : 1);
    return QString::fromLatin1(text.sliced(first, last - first));
}

} // namespace

void Redactor::add(const QString &form, Qt::CaseSensitivity sensitivity)
{
    const bool isKnown = std::ranges::any_of(m_forms, [&](const Form &other) { return other.text == form && other.sensitivity == sensitivity; });
    if (form.size() >= kShortestSearched && !isKnown)
        m_forms.append({form, sensitivity});
}

Redactor::Redactor(const Secret &key)
{
    if (key.bytes().size() < kShortestSearched)
        return;
    const QString raw = QString::fromUtf8(key.bytes());
    const QString escaped = jsonEscaped(raw);
    add(raw);
    add(escaped);
    const QString slashEscaped = QString(escaped).replace(u"/"_s, u"\\/"_s);
    add(slashEscaped);
    // In a text within a text.
    add(jsonEscaped(escaped));
    add(jsonEscaped(slashEscaped));
    // Only an escape may be written in either case, so this finds no more than the key.
    if (const QString percent = QString::fromLatin1(QUrl::toPercentEncoding(raw)); percent != raw)
        add(percent, raw.contains(u'%') ? Qt::CaseSensitive : Qt::CaseInsensitive);
    for (const auto options : {QByteArray::Base64Encoding, QByteArray::Base64UrlEncoding}) {
        for (int before = 0; before < 3; ++before)
            add(base64Middle(key.bytes(), before, options));
    }
    add(QString::fromLatin1(key.bytes().toByteArray().toHex()), Qt::CaseInsensitive);
    std::ranges::stable_sort(m_forms, std::ranges::greater(), [](const Form &form) { return form.text.size(); });
}

QString Redactor::redacted(QString text) const
{
    if (text.size() < kShortestSearched)
        return text;
    for (const Form &form : m_forms)
        text.replace(form.text, kMark, form.sensitivity);
    return text;
}

QByteArray Redactor::redacted(QByteArray utf8) const
{
    const auto isIn = [&utf8](const Form &form) {
        const QByteArray bytes = form.text.toUtf8();
        if (form.sensitivity == Qt::CaseSensitive)
            return utf8.contains(bytes);
        return !std::ranges::search(utf8, bytes, {}, &lower, &lower).empty();
    };
    return std::ranges::any_of(m_forms, isIn) ? redacted(QString::fromUtf8(utf8)).toUtf8() : utf8;
}

qsizetype Redactor::openEnd(QStringView text) const
{
    qsizetype open = 0;
    for (const Form &form : m_forms) {
        for (qsizetype size = std::min(form.text.size() - 1, text.size()); size > open; --size) {
            if (text.last(size).compare(QStringView(form.text).first(size), form.sensitivity) == 0)
                open = size;
        }
    }
    return open;
}

QString StreamRedactor::take(const QString &piece)
{
    if (m_redactor.isEmpty())
        return piece;
    m_held = m_redactor.redacted(m_held + piece);
    const qsizetype open = m_redactor.openEnd(m_held);
    const QString clear = m_held.chopped(open);
    m_held = m_held.last(open);
    return clear;
}

QString StreamRedactor::rest()
{
    return std::exchange(m_held, {});
}

QString redact(QString text, const Secret &key)
{
    return Redactor(key).redacted(std::move(text));
}

} // namespace assay::secrets
