// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/prompt/promptversion.h"

#include <algorithm>

namespace assay::prompt {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype kLongestLabel = 64;
constexpr qsizetype kShownOfLabel = 40;

/// What any label is, also one of an earlier Assay.
bool isLabel(const QString &text)
{
    return !text.isEmpty() && text.front().isLetter() && text == text.simplified() && !text.contains(u'@') && text != u"latest";
}

bool isInLabel(char32_t c)
{
    return QChar::isLetterOrNumber(c) || QChar::isMark(c) || c == U'.' || c == U'_' || c == U'-' || c == U'/' || c == U'+';
}

/// Short, and of what can be seen.
QString shown(const QString &text)
{
    QString seen = text.size() > kShownOfLabel ? QString(text.left(kShownOfLabel) + u'…') : text;
    std::ranges::replace_if(seen, [](QChar c) { return !c.isPrint() && !c.isSurrogate(); }, QChar(QChar::ReplacementCharacter));
    return seen;
}

} // namespace

QString Version::label() const
{
    return u"%1@%2"_s.arg(promptName, QString::number(number));
}

Result<VersionReference> versionReferenceFromText(QStringView text)
{
    const QStringView trimmed = text.trimmed();
    const qsizetype at = trimmed.lastIndexOf(u'@');
    const QStringView name = at < 0 ? trimmed : trimmed.first(at).trimmed();
    const QStringView word = at < 0 ? QStringView(u"latest") : trimmed.sliced(at + 1).trimmed();
    const auto refused = [&](const QString &why) {
        return fail(ErrorKind::invalidInput, u"\"%1\" names no prompt version: %2"_s.arg(trimmed, why), u"Write NAME@NUMBER, NAME@LABEL, NAME@latest or NAME."_s);
    };
    if (name.isEmpty())
        return refused(u"the name is missing"_s);
    if (word == u"latest")
        return VersionReference{.prompt = name.toString()};
    if (isLabel(word.toString()))
        return VersionReference{.prompt = name.toString(), .label = word.toString()};
    bool isNumber = false;
    const int number = word.toInt(&isNumber);
    if (!isNumber || number < 1 || !word.front().isDigit())
        return refused(u"after @ stands a number from 1, a label, or latest"_s);
    return VersionReference{.prompt = name.toString(), .number = number};
}

Result<void> checkLabelName(const QString &label)
{
    if (isLabel(label) && label.size() <= kLongestLabel && std::ranges::all_of(label.toUcs4(), isInLabel))
        return {};
    return fail(ErrorKind::invalidInput, u"\"%1\" cannot be a label"_s.arg(shown(label)),
        u"Use at most %1 letters, digits and . _ - / +, the first a letter; \"latest\" is taken."_s.arg(kLongestLabel));
}

} // namespace assay::prompt
