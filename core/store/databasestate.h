// SPDX-License-Identifier: GPL-3.0-or-later
// What a Database and its Statements share. Private to core/store.
#pragma once

#include "core/store/database.h"

#include <QHash>
#include <QSqlDatabase>
#include <QSqlQuery>

struct sqlite3;

namespace assay::store {

struct PreparedQuery {
    QSqlQuery query;
    bool isInUse = false;
};

struct Database::State {
    QString path;
    QString connectionName;
    std::optional<QSqlDatabase> connection;
    QHash<QString, std::shared_ptr<PreparedQuery>> prepared;
    sqlite3 *handle = nullptr;
    std::optional<Error> lastError;

    State() = default;
    State(const State &) = delete;
    State &operator=(const State &) = delete;
    ~State();
    /// Keeps the error as the newest one.
    [[nodiscard]] Error noted(const QSqlError &error, const QString &doing);
};

} // namespace assay::store
