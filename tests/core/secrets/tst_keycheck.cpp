// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/secrets/commandkeystore.h"
#include "core/secrets/keycheck.h"
#include "core/secrets/memorykeystore.h"

#include <QCoro/QCoroTask>
#include <QTest>

using namespace assay;
using namespace assay::secrets;
using namespace Qt::StringLiterals;

namespace {

// A keychain that holds nothing.
class EmptyKeychain final : public KeyStore {
public:
    QString scheme() const override { return u"keychain"_s; }
    QCoro::Task<Result<Secret>> lookUp(QString name) override { co_return fail(ErrorKind::secretMissing, u"The keychain is locked, or holds no key named %1"_s.arg(name)); }
};

QString wordOf(KeyFinding::State state)
{
    switch (state) {
    case KeyFinding::State::notNeeded:
        return u"not needed"_s;
    case KeyFinding::State::found:
        return u"found"_s;
    case KeyFinding::State::missing:
        return u"missing"_s;
    case KeyFinding::State::lockedOrMissing:
        return u"locked or missing"_s;
    case KeyFinding::State::notAsked:
        return u"not asked"_s;
    case KeyFinding::State::unusable:
        return u"unusable"_s;
    }
    Q_UNREACHABLE_RETURN({});
}

} // namespace

class TestKeyCheck : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        qputenv("ASSAY_TEST_KEY", "canary-key-0001");
        qunsetenv("ASSAY_TEST_NO_KEY");
        MemoryKeyStore memory;
        memory.put(u"once"_s, Secret("canary-key-0002"));
        m_keys.add(std::make_unique<EnvironmentKeyStore>());
        m_keys.add(std::make_unique<EmptyKeychain>());
        m_keys.add(std::make_unique<CommandKeyStore>());
        m_keys.add(std::make_unique<MemoryKeyStore>(memory));
    }

    void everySourceHasAStateAndAMissingOneAReason_data()
    {
        QTest::addColumn<QString>("source");
        QTest::addColumn<bool>("startsCommands");
        QTest::addColumn<QStringList>("states");
        QTest::newRow("no source") << QString() << false << QStringList{u"not needed"_s};
        QTest::newRow("a variable that is set") << u"env:ASSAY_TEST_KEY"_s << false << QStringList{u"found"_s};
        QTest::newRow("a variable that is not") << u"env:ASSAY_TEST_NO_KEY"_s << false << QStringList{u"missing"_s};
        QTest::newRow("a key that was typed in, through a copy of the store") << u"memory:once"_s << false << QStringList{u"found"_s};
        QTest::newRow("a keychain without it") << u"keychain:work"_s << false << QStringList{u"locked or missing"_s};
        QTest::newRow("a command is not started unasked") << u"command:echo canary"_s << false << QStringList{u"not asked"_s};
        QTest::newRow("a command that is asked for") << u"command:echo canary"_s << true << QStringList{u"found"_s};
        QTest::newRow("a command that fails") << u"command:false"_s << true << QStringList{u"missing"_s};
        QTest::newRow("one for each label") << u"production=keychain:p;staging=env:ASSAY_TEST_KEY;env:ASSAY_TEST_NO_KEY"_s << false
                                            << QStringList{u"production: locked or missing"_s, u"staging: found"_s, u"missing"_s};
        QTest::newRow("a key in the place of its source") << u"canary-key-0003"_s << false << QStringList{u"unusable"_s};
        QTest::newRow("an unknown word") << u"vault:canary-key-0004"_s << false << QStringList{u"unusable"_s};
    }

    void everySourceHasAStateAndAMissingOneAReason()
    {
        QFETCH(QString, source);
        QFETCH(bool, startsCommands);
        const auto findings = QCoro::waitFor(checkKeys(m_keys, source, startsCommands));
        QStringList states;
        for (const KeyFinding &finding : findings) {
            states.append(finding.label.isEmpty() ? wordOf(finding.state) : QString(finding.label + u": "_s + wordOf(finding.state)));
            QCOMPARE(finding.reason.isEmpty(), finding.state == KeyFinding::State::found || finding.state == KeyFinding::State::notNeeded);
            QVERIFY2(!finding.reason.contains(u"canary"_s), qPrintable(finding.reason));
        }
        QTEST(states, "states");
    }

    void aKeyThatIsNewIsSeenAtOnce()
    {
        KeyRing keys;
        MemoryKeyStore memory;
        keys.add(std::make_unique<MemoryKeyStore>(memory));
        QCOMPARE(QCoro::waitFor(checkKeys(keys, u"memory:late"_s, false)).first().state, KeyFinding::State::missing);
        memory.put(u"late"_s, Secret("x"));
        QCOMPARE(QCoro::waitFor(checkKeys(keys, u"memory:late"_s, false)).first().state, KeyFinding::State::found);
    }

private:
    KeyRing m_keys;
};

QTEST_GUILESS_MAIN(TestKeyCheck)
#include "tst_keycheck.moc"
