// SPDX-License-Identifier: GPL-3.0-or-later
// One SQLite connection of one thread: opened under a private name, closed in the same thread, with the settings that a workspace needs
// (busy_timeout first, then WAL, foreign keys, synchronous FULL, defensive, trusted_schema off, cell_size_check, mmap 0).
#pragma once

#include "core/base/error.h"

#include <QString>

#include <memory>

namespace assay::store {

class Database {
public:
    enum class Access {
        readWrite,
        readOnly, ///< beside an open readWrite connection
        inspect   ///< of a file that is not trusted yet: it is read, and nothing of it or beside it changes
    };

    /// The file must exist and be a checked workspace (see workspacefile.h), but for Access::inspect. Errors: as there.
    [[nodiscard]] static Result<std::unique_ptr<Database>> open(const QString &path, Access access);
    /// A new database in one new file, without tables. The file must not exist.
    [[nodiscard]] static Result<std::unique_ptr<Database>> create(const QString &path);
    /// Without tables and without a file.
    [[nodiscard]] static Result<std::unique_ptr<Database>> inMemory();
    ~Database();
    Database(const Database &) = delete;
    Database &operator=(const Database &) = delete;

    /// A prepared statement, made once per connection and text, ready to be bound by name. It is finished when the Statement dies.
    /// See statement.h.
    class Statement;
    [[nodiscard]] Result<Statement> prepare(const QString &sql);
    /// For statements without values and result.
    [[nodiscard]] Result<void> execute(const QString &sql);

    /// Whether the text of the schema can be written, with PRAGMA writable_schema. For migrations alone; false from the start.
    void openSchema(bool isOpen);

    /// False also after SQLite has rolled a transaction back by itself, as it does on a full disk.
    [[nodiscard]] bool inTransaction() const;
    /// The newest error of any statement of this connection.
    [[nodiscard]] const std::optional<Error> &lastError() const;

private:
    Database();
    [[nodiscard]] static Result<std::unique_ptr<Database>> connect(const QString &path, const QString &uri, const QString &options);
    [[nodiscard]] Result<void> harden();
    struct State;
    std::unique_ptr<State> m_state;
};

} // namespace assay::store
