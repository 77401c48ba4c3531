// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/rawsqlite.h"

#include <QFile>

#include <sqlite3.h>

namespace assay::test {

RawConnection::RawConnection(const QString &path)
{
    if (sqlite3_open(QFile::encodeName(path).constData(), &m_handle) != SQLITE_OK)
        qFatal("cannot open %s: %s", qPrintable(path), sqlite3_errmsg(m_handle));
}

RawConnection::~RawConnection()
{
    sqlite3_close(m_handle);
}

void RawConnection::execute(const QString &sql)
{
    if (sqlite3_exec(m_handle, sql.toUtf8().constData(), nullptr, nullptr, nullptr) != SQLITE_OK)
        qFatal("cannot execute %s: %s", qPrintable(sql), sqlite3_errmsg(m_handle));
}

QStringList RawConnection::column(const QString &sql)
{
    QStringList values;
    const auto append = [](void *list, int, char **columns, char **) {
        static_cast<QStringList *>(list)->append(QString::fromUtf8(columns[0]));
        return 0;
    };
    if (sqlite3_exec(m_handle, sql.toUtf8().constData(), append, &values, nullptr) != SQLITE_OK)
        qFatal("cannot read %s: %s", qPrintable(sql), sqlite3_errmsg(m_handle));
    return values;
}

} // namespace assay::test
