// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/importexport/mergemarks.h"

#include <algorithm>
#include <array>

namespace assay::importexport {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype kLength = 7;

/// Of bytes or of characters.
template<typename View> bool isMark(View line)
{
    const auto size = static_cast<qsizetype>(line.size());
    if (size < kLength || (size > kLength && line[kLength] != ' ' && line[kLength] != '\r'))
        return false;
    const auto first = line[0];
    return (first == '<' || first == '|' || first == '>') && std::all_of(line.begin(), line.begin() + kLength, [first](auto each) { return each == first; });
}

} // namespace

bool isMergeMark(QStringView line)
{
    return isMark(std::u16string_view(line.utf16(), static_cast<std::size_t>(line.size())));
}

Result<void> refuseMergeMarks(QByteArrayView bytes, const QString &otherwise)
{
    qint64 number = 1;
    for (qsizetype from = 0; from < bytes.size(); ++number) {
        const qsizetype end = bytes.indexOf('\n', from);
        const QByteArrayView line = end < 0 ? bytes.sliced(from) : bytes.sliced(from, end - from);
        if (isMark(line)) {
            return std::unexpected(fail(ErrorKind::parse, u"\"%1\" is the mark of a merge that is not done"_s.arg(QString::fromUtf8(line.first(kLength))),
                u"Keep one of the two sides, and take the lines with <<<<<<<, ======= and >>>>>>> out. %1"_s.arg(otherwise).trimmed())
                    .error()
                    .with(u"line"_s, number)
                    .with(u"column"_s, 1));
        }
        if (end < 0)
            break;
        from = end + 1;
    }
    return {};
}

} // namespace assay::importexport
