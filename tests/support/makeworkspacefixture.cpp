// SPDX-License-Identifier: GPL-3.0-or-later
// Writes the database of the present schema that tests/data keeps: make_workspace_fixture tests/data/workspace-vN.assay
// A file once checked in stays as it is: it stands for the files that people have. A new schema gets a new file.
#include "tests/support/fixturecontents.h"

#include "core/store/workspacefile.h"

#include <QCoreApplication>
#include <QFile>
#include <QTemporaryDir>

#include <cstdio>

using namespace Qt::StringLiterals;
using namespace assay;

namespace {

Result<void> make(const QString &target)
{
    QTemporaryDir folder;
    const QString path = folder.filePath(u"a.assay"_s);
    if (const auto made = store::createWorkspaceFile(path); !made)
        return made;
    auto database = store::Database::open(path, store::Database::Access::readWrite);
    if (!database)
        return std::unexpected(database.error());
    // The copy is one file without a log, whatever the connection leaves behind.
    return test::storeFixture(**database).and_then([&] { return (*database)->execute(u"VACUUM INTO '%1'"_s.arg(QString(target).replace(u'\'', u"''"_s))); });
}

} // namespace

int main(int argc, char *argv[])
{
    const QCoreApplication application(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    if (arguments.size() != 2 || QFile::exists(arguments.last())) {
        std::fputs("usage: make_workspace_fixture FILE    (FILE must not exist)\n", stderr);
        return 2;
    }
    const auto made = make(arguments.last());
    if (!made)
        std::fprintf(stderr, "%s\n", qPrintable(made.error().describe()));
    return made ? 0 : 1;
}
