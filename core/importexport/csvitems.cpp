// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/importexport/badlines.h"
#include "core/importexport/csv.h"
#include "core/importexport/mergemarks.h"

#include <QRegularExpression>
#include <QSet>

namespace assay::importexport {

using namespace Qt::StringLiterals;

namespace {

const QString kMarksInItems = u"An item whose text has such a line comes in as .jsonl."_s;

Result<double> numberFrom(const QString &text, const QString &column)
{
    bool isNumber = false;
    const double number = text.trimmed().toDouble(&isNumber);
    if (!isNumber)
        return fail(ErrorKind::parse, u"\"%1\" in the column \"%2\" is no number"_s.arg(text, column));
    return number;
}

QStringList tagsFrom(const QString &text)
{
    static const QRegularExpression separator(u"[;,]"_s);
    QStringList tags;
    for (const QString &tag : text.split(separator, Qt::SkipEmptyParts)) {
        if (!tag.trimmed().isEmpty())
            tags.append(tag.trimmed());
    }
    return tags;
}

Result<void> setField(evalset::Item &item, const QString &column, const QString &text)
{
    if (column == u"key") {
        item.key = text.trimmed();
    } else if (column == u"reference") {
        item.reference = text.isEmpty() ? Json::null() : jsonString(text);
    } else if (column == u"tags") {
        item.tags = tagsFrom(text);
    } else if (column == u"group") {
        item.group = text.trimmed();
    } else if (column == u"weight" || column == u"threshold") {
        if (text.trimmed().isEmpty())
            return {};
        const auto number = numberFrom(text, column);
        if (!number)
            return std::unexpected(number.error());
        if (column == u"weight")
            item.weight = *number;
        else
            item.threshold = *number;
    } else if (column == u"assertions") {
        if (text.trimmed().isEmpty())
            return {};
        auto assertions = parseJson(QStringView(text)).and_then(evalset::assertionsFromJson);
        if (!assertions)
            return std::unexpected(assertions.error());
        item.assertions = *std::move(assertions);
    } else {
        item.variables.insert_or_assign(column.toStdString(), jsonString(text));
    }
    return {};
}

Result<QStringList> headerFrom(const CsvRow &row)
{
    QStringList names;
    QSet<QString> seen;
    for (const QString &field : row.fields) {
        const QString name = field.trimmed();
        if (name.isEmpty() || seen.contains(name)) {
            const QString message = name.isEmpty() ? u"a column has no name"_s : u"the column \"%1\" stands twice"_s.arg(name);
            return std::unexpected(fail(ErrorKind::parse, message, u"The first row names the columns, each once."_s).error().with(u"line"_s, row.line));
        }
        seen.insert(name);
        names.append(name);
    }
    return names;
}

Result<evalset::Item> itemFrom(const QStringList &header, const CsvRow &row, const QString &defaultKey)
{
    if (row.fields.size() != header.size())
        return fail(ErrorKind::parse, u"%1 fields where the first row names %2 columns"_s.arg(row.fields.size()).arg(header.size()));
    evalset::Item item;
    item.key = defaultKey;
    for (qsizetype column = 0; column < header.size(); ++column) {
        if (const auto set = setField(item, header.at(column), row.fields.at(column)); !set)
            return std::unexpected(set.error());
    }
    return evalset::validate(item).transform([&item] { return item; });
}

} // namespace

Result<QList<evalset::Item>> itemsFromCsv(const QByteArray &bytes, const QString &file)
{
    // First: a mark makes rows of another length.
    const auto rows = refuseMergeMarks(bytes, kMarksInItems).and_then([&] { return rowsFromCsv(bytes); });
    if (!rows)
        return std::unexpected(rows.error().with(u"file"_s, file));
    if (rows->size() < 2)
        return std::unexpected(
            fail(ErrorKind::parse, u"there is no item in the file"_s, u"The first row names the columns, each further one is an item."_s).error().with(u"file"_s, file));
    const auto header = headerFrom(rows->first());
    if (!header)
        return std::unexpected(header.error().with(u"file"_s, file));
    const bool hasKeys = header->contains(u"key"_s);
    QList<evalset::Item> items;
    BadLines bad(file);
    for (qsizetype i = 1; i < rows->size(); ++i) {
        const CsvRow &row = rows->at(i);
        auto item = itemFrom(*header, row, hasKeys ? QString() : QString::number(i));
        if (!item) {
            bad.add(ErrorKind::parse, row.line, reasonOf(item.error()));
            continue;
        }
        bad.noteKey(item->key, row.line);
        items.append(*std::move(item));
    }
    if (!bad.isEmpty())
        return std::unexpected(bad.error());
    return items;
}

} // namespace assay::importexport
