// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/faults/keyforms.h"

#include <QDirIterator>
#include <QFile>

#include <algorithm>
#include <utility>

namespace assay::test {

using namespace Qt::StringLiterals;

namespace {

struct Form {
    QString name;
    QByteArray bytes;
    bool isCaseSensitive = true;
};

QByteArray jsonEscaped(const QByteArray &key)
{
    return QByteArray(key).replace('\\', "\\\\").replace('"', "\\\"");
}

// What any text in base64 holds that has the key in it: without the characters at both ends that others have a part in.
QByteArray middle(const QByteArray &key, int before, QByteArray::Base64Options options)
{
    const QByteArray whole = QByteArray(QByteArray(before, 'x') + key).toBase64(options | QByteArray::OmitTrailingEquals);
    return whole.sliced(before == 0 ? 0 : before + 1).chopped((before + key.size()) % 3 == 0 ? 0 : 1);
}

QByteArray swapped(QByteArray pairs)
{
    for (qsizetype at = 0; at + 1 < pairs.size(); at += 2)
        std::swap(pairs[at], pairs[at + 1]);
    return pairs;
}

QList<Form> formsOf(const QByteArray &key)
{
    const QString text = QString::fromUtf8(key);
    const QByteArray utf16(reinterpret_cast<const char *>(text.utf16()), 2 * text.size());
    QList<Form> forms{
        {.name = u"raw"_s, .bytes = key},
        {.name = u"JSON"_s, .bytes = jsonEscaped(key)},
        {.name = u"JSON with slashes"_s, .bytes = jsonEscaped(key).replace("/", "\\/")},
        {.name = u"percent"_s, .bytes = key.toPercentEncoding(), .isCaseSensitive = false},
        {.name = u"hexadecimal"_s, .bytes = key.toHex(), .isCaseSensitive = false},
        {.name = u"UTF-16, the low byte first"_s, .bytes = utf16},
        {.name = u"UTF-16, the high byte first"_s, .bytes = swapped(utf16)},
    };
    for (int before = 0; before < 3; ++before) {
        forms.append({.name = u"base64 after %1"_s.arg(before), .bytes = middle(key, before, QByteArray::Base64Encoding)});
        forms.append({.name = u"base64url after %1"_s.arg(before), .bytes = middle(key, before, QByteArray::Base64UrlEncoding)});
    }
    return forms;
}

} // namespace

QByteArray canaryKey()
{
    return "canary-Zq81+/xK~w0=9?&\"yT\\>o7";
}

QString everyFormOf(const QByteArray &key)
{
    QByteArrayList words{key, jsonEscaped(key), jsonEscaped(key).replace("/", "\\/"), key.toPercentEncoding(), key.toHex(), key.toHex().toUpper()};
    for (const QByteArray &before : {QByteArray(), QByteArray("x"), QByteArray("xy")}) {
        const QByteArray whole = before + key;
        words.append(QByteArray(whole + "z").toBase64());
        words.append(whole.toBase64(QByteArray::Base64UrlEncoding));
        words.append(whole.toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals));
    }
    return QString::fromUtf8(words.join(' '));
}

QStringList formsFoundIn(const QByteArray &bytes, const QByteArray &key)
{
    const QByteArray lower = bytes.toLower();
    QStringList found;
    for (const Form &form : formsOf(key)) {
        const bool isThere = form.isCaseSensitive ? bytes.contains(form.bytes) : lower.contains(form.bytes.toLower());
        if (isThere)
            found.append(form.name);
    }
    return found;
}

QStringList formsFoundBelow(const QString &folder, const QByteArray &key)
{
    QStringList found;
    for (QDirIterator files(folder, QDir::Files | QDir::Hidden | QDir::System, QDirIterator::Subdirectories); files.hasNext();) {
        QFile file(files.next());
        if (!file.open(QIODevice::ReadOnly))
            continue;
        for (const QString &form : formsFoundIn(file.readAll(), key))
            found.append(file.fileName().sliced(folder.size()) + u": "_s + form);
    }
    return found;
}

} // namespace assay::test
