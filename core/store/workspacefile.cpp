// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/workspacefile.h"

#include "core/store/migrations.h"
#include "core/store/schema.h"
#include "core/store/sqlerror.h"
#include "core/store/statement.h"

#include <QFile>
#include <QFileInfo>
#include <QMap>
#include <QtEndian>

#include <unistd.h>

#include <cerrno>

namespace assay::store {

using namespace Qt::StringLiterals;

namespace {

// "The SQLite database file format", section 1.3, "The database header".
constexpr qsizetype kHeaderSize = 100;
constexpr qsizetype kUserVersionOffset = 60;
constexpr qsizetype kApplicationIdOffset = 68;

QString quoted(const QString &path)
{
    return u"\""_s + QFileInfo(path).fileName() + u'"';
}

std::unexpected<Error> refuse(ErrorKind kind, const QString &path, const QString &message, const QString &hint)
{
    return std::unexpected(Error{.kind = kind, .message = message, .hint = hint, .context = {{u"file"_s, path}}, .retryAfter = {}});
}

std::unexpected<Error> refuseDamaged(const QString &path, const QString &what)
{
    return refuse(ErrorKind::damaged, path, u"The workspace "_s + quoted(path) + u" is damaged: "_s + what + u'.', u"Restore it from a backup."_s);
}

std::unexpected<Error> refuseNewer(const QString &path, qint64 version)
{
    const QString message = u"The workspace %1 was written by a newer Assay: its format is version %2, and this Assay knows versions up to %3."_s.arg(quoted(path))
                                .arg(version)
                                .arg(newestSchemaVersion());
    const Error error{.kind = ErrorKind::newerVersion, .message = message, .hint = u"Update Assay to open it."_s, .context = {{u"file"_s, path}}, .retryAfter = {}};
    return std::unexpected(error.with(u"version"_s, version).with(u"known"_s, newestSchemaVersion()));
}

struct SchemaObject {
    QString type;
    QString name;
    QString sql;
    bool operator==(const SchemaObject &) const = default;
};

/// By type and name: a trigger may bear the name of a table.
using Schema = QMap<QString, SchemaObject>;

Result<Schema> schemaOf(Database &database)
{
    const auto rows = selectAll(database,
        u"SELECT type, name, coalesce(sql, '') FROM sqlite_schema"
        " WHERE NOT (type = 'index' AND name LIKE 'sqlite\\_autoindex\\_%' ESCAPE '\\' AND sql IS NULL)"
        " AND NOT (type = 'table' AND name IN ('sqlite_sequence', 'sqlite_stat1', 'sqlite_stat4'))"_s,
        {}, [](const Row &row) { return SchemaObject{row.text(0), row.text(1), row.text(2)}; });
    if (!rows)
        return std::unexpected(rows.error());
    Schema schema;
    for (const SchemaObject &object : *rows)
        schema.insert(object.type + u' ' + object.name, object);
    if (schema.size() != rows->size())
        return fail(ErrorKind::damaged, u"The list of tables in the workspace names one of them twice."_s, u"Restore the workspace from a backup."_s);
    return schema;
}

/// The schema that Assay itself makes for a version.
Result<Schema> schemaOfVersion(int version)
{
    auto database = Database::inMemory();
    if (!database)
        return std::unexpected(database.error());
    if (const auto made = migrate(**database, migrations().first(static_cast<size_t>(version))); !made)
        return std::unexpected(made.error());
    return schemaOf(**database);
}

Result<void> checkSchema(Database &database, const QString &path, int version)
{
    const auto expected = schemaOfVersion(version);
    if (!expected)
        return std::unexpected(expected.error());
    const auto found = schemaOf(database);
    if (!found)
        return std::unexpected(found.error());
    for (const auto &[name, object] : found->asKeyValueRange()) {
        if (!expected->contains(name)) {
            return refuse(ErrorKind::damaged, path, u"The workspace %1 holds a %2 named \"%3\" that Assay did not make."_s.arg(quoted(path), object.type, object.name),
                u"Do not trust this file; ask for a fresh export from whoever it came from."_s);
        }
    }
    for (const auto &[name, object] : expected->asKeyValueRange()) {
        if (!found->contains(name))
            return refuseDamaged(path, u"the %1 \"%2\" is missing"_s.arg(object.type, object.name));
        if (found->value(name) != object)
            return refuseDamaged(path, u"the %1 \"%2\" is not as Assay makes it"_s.arg(object.type, object.name));
    }
    return {};
}

Result<void> checkPages(Database &database, const QString &path, const QString &pragma)
{
    const auto findings = selectAll(database, pragma, {}, [](const Row &row) { return row.text(0); });
    if (!findings)
        return findings.error().kind == ErrorKind::damaged ? refuseDamaged(path, u"its pages contradict each other"_s) : std::unexpected(findings.error());
    if (findings->size() != 1 || findings->first() != u"ok")
        return refuseDamaged(path, findings->isEmpty() ? u"its pages contradict each other"_s : findings->first().simplified());
    return {};
}

Result<void> checkSmallTables(Database &database, const QString &path)
{
    static const QStringList grownByRuns{u"cells"_s, u"attempts"_s, u"responses"_s, u"grades"_s};
    const auto schema = schemaOf(database);
    if (!schema)
        return std::unexpected(schema.error());
    for (const SchemaObject &object : *schema) {
        if (object.type != u"table" || grownByRuns.contains(object.name))
            continue;
        // A table's name cannot be bound either; these are names of ours, the schema has been compared.
        if (const auto checked = checkPages(database, path, u"PRAGMA quick_check("_s + object.name + u')'); !checked)
            return checked;
    }
    return {};
}

bool mayWrite(const QString &path)
{
    // The administrator may write everywhere; a file without any write bit was still marked read-only by somebody.
    constexpr auto anybody = QFile::WriteOwner | QFile::WriteGroup | QFile::WriteOther;
    return ::access(QFile::encodeName(path).constData(), W_OK) == 0 && (QFile::permissions(path) & anybody);
}

Result<void> checkConnection(Database &database, const QString &path)
{
    const auto version = schemaVersion(database);
    if (!version)
        return version.error().kind == ErrorKind::damaged ? refuseDamaged(path, u"SQLite cannot read it"_s) : std::unexpected(version.error());
    if (*version > newestSchemaVersion())
        return refuseNewer(path, *version);
    if (*version < 1)
        return refuseDamaged(path, u"it does not tell the version of its format"_s);
    if (const auto checked = checkSchema(database, path, *version); !checked)
        return checked;
    const bool isSmall = QFileInfo(path).size() <= kFullCheckBytes;
    return isSmall ? checkPages(database, path, u"PRAGMA quick_check(3)"_s) : checkSmallTables(database, path);
}

} // namespace

Result<QString> locateWorkspace(const QString &path)
{
    const QFileInfo file(path);
    if (!file.exists()) {
        const bool isLink = file.isSymLink();
        return refuse(ErrorKind::notFound, path,
            isLink ? u"%1 is a link to %2, which does not exist."_s.arg(quoted(path), file.symLinkTarget()) : u"There is no file %1."_s.arg(quoted(path)),
            isLink ? u"Bring the file back or remove the link."_s : u"Check the path, or make a new workspace there."_s);
    }
    if (file.isDir())
        return refuse(ErrorKind::notAWorkspace, path, quoted(path) + u" is a folder, not a workspace."_s, u"Choose a file, such as one that ends in .assay."_s);
    if (!file.isFile())
        return refuse(ErrorKind::notAWorkspace, path, quoted(path) + u" is not an ordinary file."_s, u"Choose a file, such as one that ends in .assay."_s);
    if (file.size() == 0)
        return refuse(ErrorKind::notAWorkspace, path, quoted(path) + u" is empty, not a workspace."_s, u"Remove it and make a new workspace, or choose another file."_s);
    return file.canonicalFilePath();
}

Result<void> checkHeader(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly)) {
        return refuse(file.error() == QFile::PermissionsError ? ErrorKind::readOnly : ErrorKind::io, path, quoted(path) + u" cannot be read: "_s + file.errorString() + u'.',
            u"Allow reading and writing it."_s);
    }
    const QByteArray header = file.read(kHeaderSize);
    if (!header.startsWith(QByteArrayView("SQLite format 3\0", 16)))
        return refuse(ErrorKind::notAWorkspace, path, quoted(path) + u" is not an Assay workspace."_s, u"Choose a file that Assay made."_s);
    if (header.size() < kHeaderSize)
        return refuseDamaged(path, u"it is cut short"_s);
    if (qFromBigEndian<qint32>(header.constData() + kApplicationIdOffset) != kApplicationId)
        return refuse(ErrorKind::notAWorkspace, path, quoted(path) + u" is a database of another program, not an Assay workspace."_s, u"Choose a file that Assay made."_s);
    const auto version = qFromBigEndian<quint32>(header.constData() + kUserVersionOffset);
    if (version > static_cast<quint32>(newestSchemaVersion()))
        return refuseNewer(path, version);
    return {};
}

Result<void> checkWritable(const QString &path)
{
    const QString folder = QFileInfo(path).absolutePath();
    if (!mayWrite(path))
        return refuse(ErrorKind::readOnly, path, u"The workspace "_s + quoted(path) + u" is read-only."_s, u"Allow writing to it, or open a copy."_s);
    if (!mayWrite(folder)) {
        return refuse(ErrorKind::readOnly, path, u"The folder of the workspace %1 is read-only, and Assay keeps its log beside the file."_s.arg(quoted(path)),
            u"Allow writing to the folder, or open a copy elsewhere."_s);
    }
    return {};
}

Result<void> checkContents(const QString &path)
{
    const SideFiles before(path);
    Result<void> checked;
    {
        auto database = Database::open(path, Database::Access::inspect);
        if (database)
            checked = checkConnection(**database, path);
        else
            checked = database.error().kind == ErrorKind::damaged ? refuseDamaged(path, u"SQLite cannot read it"_s) : std::unexpected(database.error());
    }
    if (!checked)
        before.removeNew();
    return checked;
}

SideFiles::SideFiles(const QString &path) : m_path(path), m_hadLog(QFile::exists(path + u"-wal"_s)), m_hadIndex(QFile::exists(path + u"-shm"_s)) {}

void SideFiles::removeNew() const
{
    if (!m_hadLog && QFileInfo(m_path + u"-wal"_s).size() == 0)
        QFile::remove(m_path + u"-wal"_s);
    if (!m_hadIndex && (m_hadLog || !QFile::exists(m_path + u"-wal"_s)))
        QFile::remove(m_path + u"-shm"_s);
}

} // namespace assay::store
