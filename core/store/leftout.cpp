// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/leftout.h"

namespace assay::store {

using namespace Qt::StringLiterals;

QString keysToJson(const QStringList &keys)
{
    Json json(jsoncons::json_array_arg);
    for (const QString &key : keys)
        json.push_back(jsonString(key));
    return QString::fromUtf8(toJson(json));
}

Result<QStringList> keysFromJson(const QString &json)
{
    const auto damaged = [] { return fail(ErrorKind::damaged, u"The items that a run leaves out cannot be read."_s, u"Restore the workspace from a backup."_s); };
    const auto read = parseJson(QStringView(json));
    if (!read || !read->is_array())
        return damaged();
    QStringList keys;
    for (const Json &key : read->array_range()) {
        if (!key.is_string())
            return damaged();
        keys.append(toQString(key));
    }
    return keys;
}

} // namespace assay::store
