// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/prompt/diff.h"

#include <QTest>

using namespace assay;
using namespace assay::prompt;
using namespace Qt::StringLiterals;

namespace {

// "s:text" is a system message, "u:" a user's, "a:" an assistant's.
Content contentOf(const QStringList &messages)
{
    Content content;
    for (const QString &message : messages) {
        const tokens::Role role = message.startsWith(u's') ? tokens::Role::system : message.startsWith(u'u') ? tokens::Role::user : tokens::Role::assistant;
        content.messages.append({.role = role, .text = message.sliced(2)});
    }
    return content;
}

QString shown(const ContentDiff &diff)
{
    QStringList messages;
    for (const MessageDiff &message : diff.messages) {
        const auto role = [](std::optional<tokens::Role> each) { return each ? tokens::toText(*each).first(1) : u"-"_s; };
        QString text = role(message.before) + role(message.after) + u':';
        for (const DiffLine &line : message.lines)
            text += (line.kind == DiffKind::same ? u"="_s : line.kind == DiffKind::removed ? u"-"_s : u"+"_s) + line.text;
        messages.append(text);
    }
    return messages.join(u' ');
}

} // namespace

class TestContentDiff : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void messagesThatBelongTogetherArePaired_data()
    {
        QTest::addColumn<QStringList>("before");
        QTest::addColumn<QStringList>("after");
        QTest::addColumn<QString>("result");
        QTest::newRow("same") << QStringList{u"s:a"_s, u"u:b"_s} << QStringList{u"s:a"_s, u"u:b"_s} << u"ss:=a uu:=b"_s;
        QTest::newRow("changed") << QStringList{u"s:a"_s, u"u:b"_s} << QStringList{u"s:x"_s, u"u:b"_s} << u"ss:-a+x uu:=b"_s;
        QTest::newRow("examples added") << QStringList{u"s:a"_s, u"u:q"_s} << QStringList{u"s:a"_s, u"u:e"_s, u"a:f"_s, u"u:q"_s} << u"ss:=a -u:+e -a:+f uu:=q"_s;
        QTest::newRow("examples removed") << QStringList{u"s:a"_s, u"u:e"_s, u"a:f"_s, u"u:q"_s} << QStringList{u"s:a"_s, u"u:q"_s} << u"ss:=a u-:-e a-:-f uu:=q"_s;
        QTest::newRow("system message added, user's changed") << QStringList{u"u:b"_s} << QStringList{u"s:a"_s, u"u:c"_s} << u"-s:+a uu:-b+c"_s;
        QTest::newRow("role changed") << QStringList{u"u:b"_s} << QStringList{u"a:b"_s} << u"u-:-b -a:+b"_s;
        QTest::newRow("from nothing") << QStringList{} << QStringList{u"u:b"_s} << u"-u:+b"_s;
    }

    void messagesThatBelongTogetherArePaired()
    {
        QFETCH(const QStringList, before);
        QFETCH(const QStringList, after);
        QTEST(shown(diffContents(contentOf(before), contentOf(after))), "result");
    }

    void onlySettingsThatDifferAreListed()
    {
        Content before = contentOf({u"u:a"_s});
        Content after = before;
        QVERIFY(diffContents(before, after).settings.isEmpty());
        before.parameters = {.temperature = 0.0, .topP = 0.5, .maxOutputTokens = 200, .seed = {}, .stop = {}};
        after.parameters = {.temperature = 0.7, .topP = 0.5, .maxOutputTokens = {}, .seed = {}, .stop = {u"END"_s}};
        after.responseFormat = ResponseFormat::jsonSchema;
        after.responseSchema = *parseJson(u"{\"type\":\"object\"}");
        QCOMPARE(diffContents(before, after).settings,
            (QList<SettingDiff>{{u"temperature"_s, u"0"_s, u"0.7"_s}, {u"maxOutputTokens"_s, u"200"_s, u""_s}, {u"stop"_s, u""_s, u"[\"END\"]"_s},
                {u"responseFormat"_s, u"\"text\""_s, u"\"json-schema\""_s}, {u"responseSchema"_s, u""_s, u"{\"type\":\"object\"}"_s}}));
    }
};

QTEST_GUILESS_MAIN(TestContentDiff)
#include "tst_contentdiff.moc"
