// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/settings/author.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace assay;
using namespace Qt::StringLiterals;

class TestAuthor : public QObject {
    Q_OBJECT

    std::optional<QTemporaryDir> m_folder;
    QByteArray m_path;

    void makeGit(const QByteArray &script)
    {
        QFile file(m_folder->filePath(u"git"_s));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("#!/bin/sh\n" + script + '\n');
        file.close();
        QVERIFY(file.setPermissions(QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner));
    }

private Q_SLOTS:
    void init()
    {
        m_folder.emplace();
        m_path = qgetenv("PATH");
        qputenv("PATH", m_folder->path().toLocal8Bit());
        qunsetenv("ASSAY_AUTHOR");
    }

    void cleanup()
    {
        qputenv("PATH", m_path);
        qunsetenv("ASSAY_AUTHOR");
    }

    void theVariableGoesBeforeAll()
    {
        makeGit("echo Grace");
        qputenv("ASSAY_AUTHOR", " Ada\n Lovelace ");
        QCOMPARE(settings::author(), u"Ada Lovelace"_s);
    }

    void gitKnowsTheNameNext()
    {
        makeGit("test \"$*\" = 'config --get user.name' && echo 'Grace Hopper'");
        QCOMPARE(settings::author(), u"Grace Hopper"_s);
    }

    void theAccountIsTheLast()
    {
        const QString account = settings::author();
        QVERIFY(!account.isEmpty());
        makeGit("exit 1");
        QCOMPARE(settings::author(), account);
        makeGit("echo");
        QCOMPARE(settings::author(), account);
    }

    void aNameIsOneLineAndNotEndless()
    {
        qputenv("ASSAY_AUTHOR", QByteArray(5000, 'x'));
        QCOMPARE(settings::author().size(), 100);
    }
};

QTEST_GUILESS_MAIN(TestAuthor)
#include "tst_author.moc"
