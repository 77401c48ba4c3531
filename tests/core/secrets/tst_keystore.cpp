// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/secrets/keyring.h"

#include <QTest>

using namespace assay;
using namespace assay::secrets;
using namespace Qt::StringLiterals;

namespace {

constexpr auto kVariable = "ASSAY_TEST_KEY";

// Put together at run time, so that no scanner takes this source for a leak.
QByteArray aKey()
{
    return QByteArray("sk-") + QByteArray(24, 'q') + "Z9";
}

Result<Secret> lookUp(const QString &source)
{
    KeyRing ring;
    ring.add(std::make_unique<EnvironmentKeyStore>());
    return QCoro::waitFor(ring.lookUp(source));
}

} // namespace

class TestKeyStore : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void cleanup() { qunsetenv(kVariable); }

    void theKeyOfTheEnvironmentIsReadAtTheMomentOfUse()
    {
        KeyRing ring;
        ring.add(std::make_unique<EnvironmentKeyStore>());
        qputenv(kVariable, aKey());
        QCOMPARE(QCoro::waitFor(ring.lookUp(u"env:ASSAY_TEST_KEY"_s))->bytes(), aKey());
        qputenv(kVariable, "another-key");
        QCOMPARE(QCoro::waitFor(ring.lookUp(u"env:ASSAY_TEST_KEY"_s))->bytes(), "another-key");
    }

    void aLineEndAroundTheKeyIsDropped()
    {
        qputenv(kVariable, QByteArray(aKey() + "\n"));
        QCOMPARE(lookUp(u"env:ASSAY_TEST_KEY"_s)->bytes(), aKey());
    }

    void anEmptySourceNeedsNoKey()
    {
        const auto key = lookUp({});
        QVERIFY(key.has_value());
        QVERIFY(key->isEmpty());
    }

    void aMissingVariableIsNamed()
    {
        const auto key = lookUp(u"env:ASSAY_TEST_KEY"_s);
        QVERIFY(!key);
        QCOMPARE(key.error().kind, ErrorKind::secretMissing);
        QVERIFY(key.error().message.contains(u"ASSAY_TEST_KEY"));
        QVERIFY(key.error().hint.contains(u"export ASSAY_TEST_KEY="));
    }

    void whatIsNoKeyIsRefusedWithoutRepeatingIt()
    {
        qputenv(kVariable, "first-part\r\nX-Injected: second-part");
        const auto key = lookUp(u"env:ASSAY_TEST_KEY"_s);
        QVERIFY(!key);
        QCOMPARE(key.error().kind, ErrorKind::secretMissing);
        QVERIFY(!key.error().describe().contains(u"first-part"));
        QVERIFY(!key.error().describe().contains(u"second-part"));
    }

    void aKeyInPlaceOfItsSourceIsNeverRepeated_data()
    {
        QTest::addColumn<QString>("source");
        const QString key = QString::fromLatin1(aKey());
        QTest::newRow("alone") << key;
        QTest::newRow("after the scheme") << u"env:"_s + key;
        QTest::newRow("before a colon") << key + u":x"_s;
        QTest::newRow("after a colon") << u":"_s + key;
        QTest::newRow("after another scheme") << u"vault:"_s + key;
    }

    void aKeyInPlaceOfItsSourceIsNeverRepeated()
    {
        QFETCH(const QString, source);
        const auto key = lookUp(source);
        QVERIFY(!key);
        QVERIFY(!key.error().describe().contains(u"qqqq"));
        QVERIFY(!key.error().hint.isEmpty());
    }

    void anUnknownSchemeNamesTheKnownOnes()
    {
        const auto key = lookUp(u"keychain:openai"_s);
        QVERIFY(!key);
        QCOMPARE(key.error().kind, ErrorKind::invalidInput);
        QVERIFY(key.error().hint.contains(u"env:NAME"));
    }

    void aMovedSecretLeavesNothingBehind()
    {
        Secret first(aKey());
        Secret second(std::move(first));
        QVERIFY(first.isEmpty()); // NOLINT(bugprone-use-after-move): this is what is tested
        QCOMPARE(second.bytes(), aKey());
        first = std::move(second);
        QVERIFY(second.isEmpty()); // NOLINT(bugprone-use-after-move)
        QCOMPARE(first.bytes(), aKey());
    }

    void aSecretOwnsItsBuffer()
    {
        const QByteArray shared = aKey();
        {
            const Secret secret(shared);
            QVERIFY(secret.bytes().data() != shared.constData());
        }
        QCOMPARE(shared, aKey());
    }
};

QTEST_GUILESS_MAIN(TestKeyStore)
#include "tst_keystore.moc"
