// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/snippetrepository.h"
#include "core/store/promptrepository.h"
#include "tests/support/expectresult.h"
#include "tests/support/workspacesamples.h"

using namespace Qt::StringLiterals;
using namespace assay;
using test::sampleTime;

class TestSnippetRepository : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aSnippetIsKeptReplacedAndRemoved()
    {
        test::TemporaryStore file;
        store::SnippetRepository snippets(file.database());
        QVERIFY(snippets.list()->isEmpty());
        VERIFY_OK(snippets.save(u"tone"_s, u"Be kind.\n"_s, sampleTime(1)));
        VERIFY_OK(snippets.save(u"a b"_s, QString(), sampleTime(2)));
        VERIFY_OK(snippets.save(u"tone"_s, u"Be brief."_s, sampleTime(3)));
        QVERIFY(*snippets.list()
            == (QList<store::Snippet>{{.name = u"a b"_s, .text = u""_s, .updatedAt = sampleTime(2)}, {.name = u"tone"_s, .text = u"Be brief."_s, .updatedAt = sampleTime(3)}}));
        QCOMPARE(snippets.load(u"tone"_s)->text, u"Be brief."_s);
        VERIFY_OK(snippets.remove(u"tone"_s));
        const auto gone = snippets.load(u"tone"_s);
        VERIFY_FAILS(gone, "not-found");
        QVERIFY2(gone.error().describe().contains(u"a b"), qPrintable(gone.error().describe()));
        VERIFY_FAILS(snippets.remove(u"tone"_s), "not-found");
    }

    void namesThatNoIncludeCanHoldAreRefused()
    {
        test::TemporaryStore file;
        for (const QString &name : {QString(), u" a"_s, u"a\nb"_s, u"a\"b"_s, u"a'b"_s, u"a\\b"_s})
            VERIFY_FAILS(store::SnippetRepository(file.database()).save(name, u"x"_s, sampleTime()), "invalid-input");
    }
};

QTEST_GUILESS_MAIN(TestSnippetRepository)
#include "tst_snippetrepository.moc"
