// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/importexport/jsonl.h"

#include "core/importexport/badlines.h"
#include "core/importexport/mergemarks.h"

namespace assay::importexport {

using namespace Qt::StringLiterals;

namespace {

constexpr QByteArrayView kByteOrderMark("\xEF\xBB\xBF");

Result<evalset::Item> itemFromLine(QByteArrayView line)
{
    return parseJson(line).and_then(evalset::itemFromJson).and_then([](const evalset::Item &item) { return evalset::validate(item).transform([&item] { return item; }); });
}

} // namespace

Result<QList<evalset::Item>> itemsFromJsonl(const QByteArray &bytes, const QString &file)
{
    QByteArrayView rest(bytes);
    if (rest.startsWith(kByteOrderMark))
        rest = rest.sliced(kByteOrderMark.size());
    // No line of JSON begins so.
    if (const auto merged = refuseMergeMarks(bytes); !merged)
        return std::unexpected(merged.error().with(u"file"_s, file));
    QList<evalset::Item> items;
    BadLines bad(file);
    for (qint64 number = 1; !rest.isEmpty(); ++number) {
        const qsizetype end = rest.indexOf('\n');
        const QByteArrayView line = end < 0 ? rest : rest.first(end);
        rest = end < 0 ? QByteArrayView() : rest.sliced(end + 1);
        if (line.trimmed().isEmpty())
            continue;
        auto item = itemFromLine(line);
        if (!item) {
            bad.add(ErrorKind::parse, number, reasonOf(item.error()));
            continue;
        }
        bad.noteKey(item->key, number);
        items.append(*std::move(item));
    }
    if (bad.isEmpty() && items.isEmpty())
        bad.add(ErrorKind::parse, 1, u"there is no item in the file"_s);
    if (!bad.isEmpty())
        return std::unexpected(bad.error());
    return items;
}

QByteArray itemsToJsonl(const QList<evalset::Item> &items)
{
    QByteArray bytes;
    for (const evalset::Item &item : items)
        bytes += toJson(evalset::toJson(item)) + '\n';
    return bytes;
}

} // namespace assay::importexport
