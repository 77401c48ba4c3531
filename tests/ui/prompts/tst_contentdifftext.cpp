// SPDX-License-Identifier: GPL-3.0-or-later
// What differs between two versions, as the page shows it.
#include "ui/pages/prompts/contentdifftext.h"

#include "ui/format/plurals.h"

#include <QTest>

using namespace assay;
using namespace assay::ui;
using namespace Qt::StringLiterals;

namespace {

prompt::Content content(const QString &text)
{
    prompt::Content made;
    made.messages = {{tokens::Role::user, text}};
    return made;
}

QStringList marked(const DiffText &shown, DiffMark::Kind kind)
{
    QStringList texts;
    for (const DiffMark &mark : shown.marks) {
        if (mark.kind == kind)
            texts.append(shown.text.sliced(mark.start, mark.length));
    }
    return texts;
}

} // namespace

class TestContentDiffText : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QCoreApplication::installTranslator(&m_plurals); }

    void changedWordsStandOutInTheirLines()
    {
        const DiffText shown = diffText(prompt::diffContents(content(u"Sort the ticket.\nBe brief."_s), content(u"Sort this ticket.\nBe brief."_s)));
        QCOMPARE(shown.text, u"Message 1, user\n\u2212 Sort the ticket.\n+ Sort this ticket.\n  Be brief.\n"_s);
        QCOMPARE(marked(shown, DiffMark::Kind::removedWords), QStringList{u"the"_s});
        QCOMPARE(marked(shown, DiffMark::Kind::addedWords), QStringList{u"this"_s});
        QCOMPARE(shown.removed, 1);
        QCOMPARE(shown.added, 1);
        QCOMPARE(shown.changes.size(), 1);
    }

    void aNewLineHasNoWordsOfItsOwn()
    {
        const DiffText shown = diffText(prompt::diffContents(content(u"one"_s), content(u"one\ntwo"_s)));
        QCOMPARE(marked(shown, DiffMark::Kind::addedLine), QStringList{u"+ two"_s});
        QVERIFY(marked(shown, DiffMark::Kind::addedWords).isEmpty());
    }

    void longStretchesThatAreTheSameAreLeftOut()
    {
        QStringList lines;
        for (int i = 1; i <= 20; ++i)
            lines.append(u"line %1"_s.arg(i));
        QStringList changed = lines;
        changed[10] = u"another"_s;
        const DiffText shown = diffText(prompt::diffContents(content(lines.join(u'\n')), content(changed.join(u'\n'))));
        QVERIFY(shown.text.contains(u"\u2026 7 lines the same\n  line 8\n"_s));
        QVERIFY(shown.text.contains(u"  line 14\n  \u2026 6 lines the same\n"_s));
    }

    void whatIsBesideTheMessagesIsToldToo()
    {
        prompt::Content before = content(u"x"_s);
        prompt::Content after = before;
        after.parameters.temperature = 0;
        after.messages.prepend({tokens::Role::system, u"rules"_s});
        after.snippets.insert(u"tone"_s, u"Be kind."_s);
        const DiffText shown = diffText(prompt::diffContents(before, after));
        QCOMPARE(marked(shown, DiffMark::Kind::heading), (QStringList{u"Parameters"_s, u"Message 1, system, new"_s, u"Message 2, user"_s, u"Snippet tone, new"_s}));
        QVERIFY(shown.text.contains(u"+ temperature: 0"_s));
        QVERIFY(shown.text.contains(u"+ Be kind."_s));
        QVERIFY(shown.text.contains(u"the same, 1 line"_s));
    }

private:
    format::EnglishPlurals m_plurals;
};

QTEST_MAIN(TestContentDiffText)
#include "tst_contentdifftext.moc"
