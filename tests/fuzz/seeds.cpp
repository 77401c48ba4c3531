// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/fuzz/seeds.h"

#include "core/base/json.h"

#include <QDir>
#include <QFile>

namespace assay::fuzz {

QList<QByteArray> inputsOfFolder(const QString &path)
{
    QList<QByteArray> inputs;
    for (const QFileInfo &entry : QDir(path).entryInfoList(QDir::Files, QDir::Name)) {
        QFile file(entry.filePath());
        if (file.open(QIODevice::ReadOnly))
            inputs.append(file.readAll());
    }
    return inputs;
}

QList<QByteArray> inputsOfTable(const QString &path)
{
    QList<QByteArray> inputs;
    QFile table(path);
    const auto rows = table.open(QIODevice::ReadOnly) ? parseJson(QByteArrayView(table.readAll())) : Result<Json>(Json(jsoncons::json_array_arg));
    if (!rows || !rows->is_array())
        return inputs;
    for (const Json &row : rows->array_range()) {
        const QByteArray variables = row.contains("vars") ? QByteArray(1, '\0') + toJson(row.at("vars")) : QByteArray();
        for (const char options : {'0', '1', '7'})
            inputs.append(options + toQString(row.at("template")).toUtf8() + variables);
    }
    return inputs;
}

} // namespace assay::fuzz
