// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tokens/chatmessage.h"

#include <QTest>

using namespace assay::tokens;
using namespace Qt::StringLiterals;

class TestChatMessage : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyRoleIsItsWordAndBack()
    {
        for (const Role role : {Role::system, Role::user, Role::assistant})
            QCOMPARE(roleFromText(toText(role)), role);
        QCOMPARE(toText(Role::system), u"system"_s);
        QCOMPARE(toText(Role::user), u"user"_s);
        QCOMPARE(toText(Role::assistant), u"assistant"_s);
    }

    void otherWordsAreNoRole()
    {
        for (const QString &word : {u""_s, u"System"_s, u"user "_s, u"tool"_s})
            QVERIFY2(!roleFromText(word), qPrintable(word));
    }
};

QTEST_GUILESS_MAIN(TestChatMessage)
#include "tst_chatmessage.moc"
