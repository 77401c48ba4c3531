// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/snippetrepository.h"
#include "core/prompt/pinning.h"
#include "core/prompt/rendering.h"
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
        VERIFY_OK(snippets.remove(u"tone"_s, sampleTime(5)));
        const auto gone = snippets.load(u"tone"_s);
        VERIFY_FAILS(gone, "not-found");
        QVERIFY2(gone.error().describe().contains(u"a b"), qPrintable(gone.error().describe()));
        VERIFY_FAILS(snippets.remove(u"tone"_s, sampleTime(5)), "not-found");
    }

    void whatWasRemovedIsOnRecordUntilItIsThereAnew()
    {
        test::TemporaryStore file;
        store::SnippetRepository snippets(file.database());
        VERIFY_OK(snippets.save(u"tone"_s, u"Be kind."_s, sampleTime(1)));
        QVERIFY(snippets.removedTexts()->isEmpty());
        VERIFY_OK(snippets.remove(u"tone"_s, sampleTime(2)));
        QCOMPARE(*snippets.removedTexts(), (QMap<QString, QString>{{u"tone"_s, u"Be kind."_s}}));
        VERIFY_OK(snippets.save(u"tone"_s, u"Be brief."_s, sampleTime(3)));
        QVERIFY(snippets.removedTexts()->isEmpty());
        VERIFY_OK(snippets.remove(u"tone"_s, sampleTime(4)));
        QCOMPARE(*snippets.removedTexts(), (QMap<QString, QString>{{u"tone"_s, u"Be brief."_s}}));
    }

    void aVersionPinsWhatItIncludes()
    {
        test::TemporaryStore file;
        store::SnippetRepository snippets(file.database());
        store::PromptRepository prompts(file.database());
        VERIFY_OK(snippets.save(u"tone"_s, u"Be {{ how }}. {% include \"end\" %}"_s, sampleTime()));
        VERIFY_OK(snippets.save(u"end"_s, u"Bye."_s, sampleTime()));
        VERIFY_OK(snippets.save(u"unused"_s, u"x"_s, sampleTime()));
        prompt::Content content;
        content.messages = {{.role = tokens::Role::user, .text = u"{% include \"tone\" %}"_s}};
        const auto first = prompts.addVersion(u"p"_s, content, {}, {}, sampleTime());
        VERIFY_OK(first);
        QCOMPARE(first->content.snippets, (QMap<QString, QString>{{u"end"_s, u"Bye."_s}, {u"tone"_s, u"Be {{ how }}. {% include \"end\" %}"_s}}));
        const auto said = [](const prompt::Version &version) {
            return prompt::CompiledPrompt::compile(version.content)
                .and_then([](const prompt::CompiledPrompt &compiled) { return compiled.render(*parseJson(u"{\"how\":\"kind\"}")); })
                .transform([](const QList<prompt::RenderedMessage> &messages) { return messages.first().rendered.text; })
                .value_or(QString());
        };
        QCOMPARE(said(*first), u"Be kind. Bye."_s);
        QVERIFY(*snippets.uses(u"end"_s) == (QList<store::SnippetUse>{{.version = u"p@1"_s, .isCurrent = true}}));
        VERIFY_FAILS(prompts.addVersion(u"p"_s, content, {}, 1, sampleTime()), "conflict");

        // A snippet that changes makes the same messages another content; what was saved stays.
        VERIFY_OK(snippets.save(u"end"_s, u"So long."_s, sampleTime(1)));
        const auto second = prompts.addVersion(u"p"_s, prompt::unpinned(first->content), {}, 1, sampleTime());
        VERIFY_OK(second);
        QCOMPARE(said(*second), u"Be kind. So long."_s);
        VERIFY_OK(snippets.remove(u"tone"_s, sampleTime(5)));
        QCOMPARE(said(*prompts.version({.prompt = u"p"_s, .number = 1})), u"Be kind. Bye."_s);
        QVERIFY(*snippets.uses(u"end"_s)
            == (QList<store::SnippetUse>{{.version = u"p@2"_s, .isCurrent = true}, {.version = u"p@1"_s, .isCurrent = false}}));
        QCOMPARE(snippets.uses(u"tone"_s)->size(), 2);
        QVERIFY(snippets.uses(u"unused"_s)->isEmpty());
        // With its pins it is the same content still, in this workspace and in any other.
        VERIFY_FAILS(prompts.addVersion(u"p"_s, first->content, {}, 1, sampleTime()), "conflict");
        test::TemporaryStore elsewhere;
        QCOMPARE(store::PromptRepository(elsewhere.database()).addVersion(u"p"_s, first->content, {}, {}, sampleTime())->contentHash, first->contentHash);
        const auto gone = prompts.addVersion(u"p"_s, prompt::unpinned(first->content), {}, 1, sampleTime());
        QVERIFY(!gone);
        QVERIFY2(gone.error().describe().contains(u"tone"), qPrintable(gone.error().describe()));
    }

    void aPinThatNothingIncludesIsDropped()
    {
        test::TemporaryStore file;
        prompt::Content content;
        content.messages = {{.role = tokens::Role::user, .text = u"hi"_s}};
        const QString hash = prompt::contentHash(content);
        content.snippets = {{u"old"_s, u"x"_s}};
        QCOMPARE(store::PromptRepository(file.database()).addVersion(u"p"_s, content, {}, {}, sampleTime())->contentHash, hash);
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
