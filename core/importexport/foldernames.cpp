// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/importexport/foldernames.h"

#include "core/base/contenthash.h"

#include <QRegularExpression>

namespace assay::importexport {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype kMostBytes = 160; // of 255, so that endings and further signs fit
constexpr qsizetype kKeptBytes = 120;
constexpr qsizetype kHashDigits = 16;

QByteArray percentEncoded(const QString &text)
{
    QByteArray out;
    for (const char byte : text.toUtf8())
        out += '%' + QByteArray(1, byte).toHex().toUpper();
    return out;
}

bool isKept(char32_t code, bool isStable)
{
    if (code < 0x80)
        return QChar::isLetterOrNumber(code) || QLatin1StringView(" -_.+,()").contains(QChar(static_cast<char16_t>(code)));
    return isStable && (QChar::isLetterOrNumber(code) || QChar::isMark(code) || QChar::category(code) == QChar::Symbol_Other);
}

bool isReserved(const QString &name)
{
    static const QRegularExpression reserved(u"\\A(con|prn|aux|nul|com[0-9]|lpt[0-9])(\\.|\\z)"_s, QRegularExpression::CaseInsensitiveOption);
    return reserved.match(name).hasMatch();
}

QString cut(const QString &encoded, const QString &name)
{
    QString kept = encoded;
    while (kept.toUtf8().size() > kKeptBytes)
        kept.chop(1);
    // Not within %XX or between the halves of a character.
    const qsizetype percent = kept.lastIndexOf(u'%');
    if (percent >= 0 && percent > kept.size() - 3)
        kept.truncate(percent);
    if (!kept.isEmpty() && kept.back().isHighSurrogate())
        kept.chop(1);
    return kept + u'~' + contentHash(QByteArrayView(name.toUtf8())).left(kHashDigits);
}

} // namespace

QString fileNameOf(const QString &name)
{
    const bool isStable = name.normalized(QString::NormalizationForm_C) == name;
    const QList<uint> codes = name.toUcs4();
    QString encoded;
    for (qsizetype i = 0; i < codes.size(); ++i) {
        const char32_t code = codes.at(i);
        const QString piece = QString::fromUcs4(&code, 1);
        const bool isAtEnd = (i == 0 || i == codes.size() - 1) && (code == U'.' || code == U' ');
        const bool isOfReserved = i == 0 && isReserved(name);
        encoded += isKept(code, isStable) && !isAtEnd && !isOfReserved ? piece : QString::fromLatin1(percentEncoded(piece));
    }
    return encoded.toUtf8().size() > kMostBytes ? cut(encoded, name) : encoded;
}

std::optional<QString> nameOfFile(const QString &fileName)
{
    static const QRegularExpression number(u"~[0-9]{1,6}\\z"_s);
    const QString encoded = QString(fileName.normalized(QString::NormalizationForm_C)).remove(number);
    if (encoded.contains(u'~'))
        return std::nullopt;
    return QString::fromUtf8(QByteArray::fromPercentEncoding(encoded.toUtf8()));
}

QString FileNames::newName(const QString &name)
{
    const QString plain = fileNameOf(name);
    QString free = plain;
    for (int number = 2; m_taken.contains(folded(free)); ++number)
        free = plain + u'~' + QString::number(number);
    take(free);
    return free;
}

} // namespace assay::importexport
