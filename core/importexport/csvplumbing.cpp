// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/importexport/csv.h"

#include "core/base/plumbing.h"

namespace assay::importexport {

using namespace Qt::StringLiterals;

namespace {

Json rowJson(const QStringList &fields)
{
    Json row(jsoncons::json_array_arg);
    for (const QString &field : fields)
        row.push_back(jsonString(field));
    return row;
}

Result<Json> objectJson(const QStringList &names, const CsvRow &row)
{
    if (row.fields.size() != names.size())
        return std::unexpected(
            fail(ErrorKind::parse, u"%1 fields where the first row names %2 columns"_s.arg(row.fields.size()).arg(names.size())).error().with(u"line"_s, row.line));
    Json object(jsoncons::json_object_arg);
    for (qsizetype i = 0; i < names.size(); ++i)
        object.insert_or_assign(names.at(i).toStdString(), jsonString(row.fields.at(i)));
    return object;
}

} // namespace

Json csvPlumbing(const Json &request)
{
    if (!request.is_object() || !request.contains("base64"))
        return errorAnswer(fail(ErrorKind::invalidInput, u"the request needs \"base64\""_s).error());
    const auto bytes = bytesFromBase64(request.at("base64"));
    if (!bytes)
        return errorAnswer(bytes.error());
    const auto rows = rowsFromCsv(*bytes);
    if (!rows)
        return errorAnswer(rows.error());
    if (request.contains("header") && !request.at("header").is_bool())
        return errorAnswer(fail(ErrorKind::invalidInput, u"\"header\" is neither true nor false"_s).error());
    const bool hasHeader = request.contains("header") && request.at("header").as<bool>();
    if (hasHeader && !rows->isEmpty()) {
        QStringList names = rows->first().fields;
        if (names.removeDuplicates() > 0)
            return errorAnswer(fail(ErrorKind::parse, u"the first row names a column twice"_s).error().with(u"line"_s, rows->first().line));
    }
    Json list(jsoncons::json_array_arg);
    for (qsizetype i = hasHeader ? 1 : 0; i < rows->size(); ++i) {
        if (!hasHeader) {
            list.push_back(rowJson(rows->at(i).fields));
            continue;
        }
        const auto object = objectJson(rows->first().fields, rows->at(i));
        if (!object)
            return errorAnswer(object.error());
        list.push_back(*object);
    }
    Json answer(jsoncons::json_object_arg);
    answer.insert_or_assign("rows", list);
    return answer;
}

} // namespace assay::importexport
