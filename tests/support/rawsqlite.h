// SPDX-License-Identifier: GPL-3.0-or-later
// SQLite as a stranger would use it on a workspace: without any of our settings.
#pragma once

#include <QStringList>

struct sqlite3;

namespace assay::test {

/// Ends the test program when something fails: a test that could not tamper proves nothing.
class RawConnection {
public:
    explicit RawConnection(const QString &path);
    ~RawConnection();
    RawConnection(const RawConnection &) = delete;
    RawConnection &operator=(const RawConnection &) = delete;
    void execute(const QString &sql);
    /// The first column of every row.
    [[nodiscard]] QStringList column(const QString &sql);

private:
    sqlite3 *m_handle = nullptr;
};

[[nodiscard]] inline QStringList rawColumn(const QString &path, const QString &sql)
{
    return RawConnection(path).column(sql);
}

inline void rawExecute(const QString &path, const QString &sql)
{
    RawConnection(path).execute(sql);
}

} // namespace assay::test
