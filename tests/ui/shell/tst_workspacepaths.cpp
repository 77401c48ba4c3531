// SPDX-License-Identifier: GPL-3.0-or-later
// Where a new workspace is suggested to lie.
#include "ui/shell/workspacepaths.h"

#include <QDir>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

using namespace assay::ui;
using namespace Qt::StringLiterals;

class TestWorkspacePaths : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_home = std::make_unique<QTemporaryDir>();
        qputenv("HOME", m_home->path().toUtf8());
        m_documents = QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation);
        QVERIFY(m_documents.startsWith(m_home->path()));
    }

    void aNewWorkspaceLiesAmongTheDocuments()
    {
        QVERIFY(QDir().mkpath(m_documents));
        QCOMPARE(workspacepaths::freeForNew(), m_documents + u"/workspace.assay"_s);
    }

    void withoutTheirFolderItLiesAtHome() { QCOMPARE(workspacepaths::freeForNew(), m_home->filePath(u"workspace.assay"_s)); }

    void aNameThatIsTakenGetsANumber()
    {
        for (const QString &taken : {u"workspace.assay"_s, u"workspace-2.assay"_s}) {
            QFile file(m_home->filePath(taken));
            QVERIFY(file.open(QIODevice::WriteOnly));
        }
        QCOMPARE(workspacepaths::freeForNew(), m_home->filePath(u"workspace-3.assay"_s));
    }

private:
    std::unique_ptr<QTemporaryDir> m_home;
    QString m_documents;
};

QTEST_MAIN(TestWorkspacePaths)
#include "tst_workspacepaths.moc"
