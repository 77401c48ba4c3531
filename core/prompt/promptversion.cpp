// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/prompt/promptversion.h"

namespace assay::prompt {

using namespace Qt::StringLiterals;

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
    if (checkLabelName(word.toString()))
        return VersionReference{.prompt = name.toString(), .label = word.toString()};
    bool isNumber = false;
    const int number = word.toInt(&isNumber);
    if (!isNumber || number < 1 || !word.front().isDigit())
        return refused(u"after @ stands a number from 1, a label, or latest"_s);
    return VersionReference{.prompt = name.toString(), .number = number};
}

Result<void> checkLabelName(const QString &label)
{
    if (!label.isEmpty() && label.front().isLetter() && label == label.simplified() && !label.contains(u'@') && label != u"latest")
        return {};
    return fail(ErrorKind::invalidInput, u"\"%1\" cannot be a label"_s.arg(label),
        u"Use a name that begins with a letter, without @, line ends and blanks around it; \"latest\" is taken."_s);
}

} // namespace assay::prompt
