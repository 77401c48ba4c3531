// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/backup.h"

#include "core/store/durable.h"
#include "core/store/migrations.h"

#include <QFile>
#include <QFileInfo>

namespace assay::store {

using namespace Qt::StringLiterals;

namespace {

void removeWithJournal(const QString &path)
{
    QFile::remove(path);
    QFile::remove(path + u"-journal"_s);
}

} // namespace

Result<void> keepBackup(Database &database, const QString &path)
{
    const auto version = schemaVersion(database);
    if (!version)
        return std::unexpected(version.error());
    const QString backup = u"%1.v%2.backup"_s.arg(path, QString::number(*version));
    if (*version < 1 || *version >= newestSchemaVersion() || QFile::exists(backup))
        return {};
    const QString part = backup + u".part"_s;
    removeWithJournal(part);
    const auto written = database.execute(u"VACUUM INTO '%1'"_s.arg(QString(part).replace(u'\'', u"''"_s)));
    if (!written) {
        removeWithJournal(part);
        return std::unexpected(written.error().with(u"backup"_s, backup));
    }
    if (!makeDurable(part) || !QFile::rename(part, backup)) {
        removeWithJournal(part);
        return std::unexpected(fail(ErrorKind::io, u"The workspace could not be kept as it was before it is brought up to date."_s, u"Make room beside it, and check your rights to its folder."_s)
                .error()
                .with(u"backup"_s, backup));
    }
    makeDurable(QFileInfo(path).absolutePath());
    return {};
}

} // namespace assay::store
