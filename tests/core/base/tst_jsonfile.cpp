// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/jsonfile.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <thread>

using namespace assay;
using namespace Qt::StringLiterals;

class TestJsonFile : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aMissingFileIsEmpty()
    {
        const auto json = readJsonFile(m_folder.filePath(u"none.json"_s));
        QVERIFY(json);
        QCOMPARE(toJson(*json), QByteArray("{}"));
    }

    void foldersAreMade()
    {
        const QString path = m_folder.filePath(u"a/b/c.json"_s);
        QVERIFY(changeJsonFile(path, [](Json &json) -> Result<void> {
            json.insert_or_assign("x", 1);
            return {};
        }));
        QCOMPARE(toJson(*readJsonFile(path)), QByteArray("{\"x\":1}"));
    }

    void noChangeIsLostToAnother()
    {
        const QString path = m_folder.filePath(u"shared.json"_s);
        constexpr int changes = 40;
        std::vector<std::jthread> writers;
        for (int writer = 0; writer < 4; ++writer) {
            writers.emplace_back([&path, writer] {
                for (int i = 0; i < changes; ++i) {
                    static_cast<void>(changeJsonFile(path, [&](Json &json) -> Result<void> {
                        json.insert_or_assign("w" + std::to_string(writer) + "-" + std::to_string(i), true);
                        return {};
                    }));
                }
            });
        }
        writers.clear();
        QCOMPARE(readJsonFile(path)->size(), std::size_t(4 * changes));
    }

    void whatCannotBeReadIsLeftAlone()
    {
        const QString path = m_folder.filePath(u"broken.json"_s);
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("{\n  \"x\": \n}");
        file.close();
        const auto changed = changeJsonFile(path, [](Json &) -> Result<void> { return {}; });
        QVERIFY(!changed);
        QCOMPARE(changed.error().kind, ErrorKind::parse);
        QCOMPARE(changed.error().contextValue(u"file"), path);
        QCOMPARE(changed.error().contextValue(u"line"), u"3"_s);
        QCOMPARE(QFile(path).size(), 11);
    }

    void aChangeThatFailsChangesNothing()
    {
        const QString path = m_folder.filePath(u"kept.json"_s);
        const auto changed = changeJsonFile(path, [](Json &json) -> Result<void> {
            json.insert_or_assign("x", 1);
            return fail(ErrorKind::invalidInput, u"no"_s);
        });
        QVERIFY(!changed);
        QVERIFY(!QFile::exists(path));
    }

private:
    QTemporaryDir m_folder;
};

QTEST_GUILESS_MAIN(TestJsonFile)
#include "tst_jsonfile.moc"
