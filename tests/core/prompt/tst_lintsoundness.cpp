// SPDX-License-Identifier: GPL-3.0-or-later
// A prompt that every item fills in is never called broken: random templates against random items.
#include "core/prompt/rendering.h"
#include "tests/core/prompt/lintcases.h"

#include <QRandomGenerator>
#include <QTest>

using namespace assay;
using namespace assay::prompt;
using namespace assay::test;
using namespace Qt::StringLiterals;

namespace {

class Maker {
public:
    explicit Maker(quint32 seed) : m_random(seed) {}

    QString block(int depth)
    {
        QString text;
        const int count = m_random.bounded(1, 4);
        for (int i = 0; i < count; ++i)
            text += statement(depth);
        return text;
    }

    /// Members are there mostly, values are objects, lists and mappings of such, or plain.
    QString object(int depth)
    {
        QStringList members;
        for (const QString &name : {u"a"_s, u"b"_s, u"l"_s, u"d"_s}) {
            if (m_random.bounded(8) == 0)
                continue;
            QStringList parts;
            const int count = depth > 0 ? m_random.bounded(3) : 0;
            for (int i = 0; i < count; ++i)
                parts.append((name == u"d" ? u"\"k%1\":"_s.arg(i) : QString()) + object(depth - 1));
            const QString plain = QString::number(m_random.bounded(2));
            members.append(u"\"%1\":%2"_s.arg(name, name == u"l" ? u"[%1]"_s.arg(parts.join(u',')) : name == u"d" ? u"{%1}"_s.arg(parts.join(u',')) : plain));
        }
        return u"{%1}"_s.arg(members.join(u','));
    }

private:
    QString pick(const QStringList &choices) { return choices.at(m_random.bounded(choices.size())); }
    QString name() { return pick({u"x"_s, u"y"_s, u"z"_s, u"v"_s, u"w"_s}); }
    QString value() { return m_random.bounded(3) == 0 ? name() : name() + u"."_s + pick({u"a"_s, u"b"_s, u"l"_s, u"d"_s}); }
    QString condition() { return value() + pick({QString(), u" is defined"_s, u" == 1"_s, u" and "_s + value(), u" < 1 < "_s + value(), u" or "_s + value()}); }

    QString list()
    {
        return value() + pick({QString(), QString(), u"|default([])"_s, u"|reverse"_s, u"[:1]"_s, u"|selectattr('a')"_s});
    }

    QString statement(int depth)
    {
        const QString inner = depth > 0 ? block(depth - 1) : u"."_s;
        switch (m_random.bounded(13)) {
        case 0:
            return u"{% if %1 %}%2{% elif %3 %}%4{% endif %}"_s.arg(condition(), inner, condition(), u"{{ "_s + value() + u" }}"_s);
        case 1:
            return u"{% for %1 in %2 %}%3{% endfor %}"_s.arg(name(), list(), inner);
        case 2:
            return u"{% for %1, %2 in %3%4 %}%5{% endfor %}"_s.arg(name(), name(), value(), pick({QString(), u".items()"_s, u"|dictsort"_s, u"|items"_s}), inner);
        case 3:
            return u"{% for %1 in %2.values() if %3 %}%4{% else %}%5{% endfor %}"_s.arg(name(), value(), condition(), inner, u"{{ "_s + value() + u" }}"_s);
        case 4:
        case 5:
            return u"{% set %1 = %2 %}"_s.arg(name(), list());
        case 6:
            return u"{% macro m() %}%1{% endmacro %}%2"_s.arg(inner, pick({QString(), u"{{ m() }}"_s, u"{% if x %}{{ m() }}{% endif %}"_s}));
        case 11:
            return u"{% macro %1(%2) %}%3{% endmacro %}"_s.arg(pick({u"m"_s, u"n"_s}), pick({QString(), QString(), u"m"_s, u"x"_s}), inner);
        case 12:
            return pick({u"{{ m() }}"_s, u"{{ n() }}"_s, u"{{ m(n) }}"_s, u"{% call n() %}%1{% endcall %}"_s.arg(inner)});
        case 7:
            return u"{{ %1 if %2 else %3 }}"_s.arg(value(), condition(), value());
        default:
            return u"{{ %1 }}"_s.arg(value() + pick({QString(), QString(), u"|default(%1)"_s.arg(value())}));
        }
    }

    QRandomGenerator m_random;
};

} // namespace

class TestLintSoundness : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void whatEveryItemFillsInIsNotCalledBroken()
    {
        int tried = 0;
        int asked = 0;
        for (quint32 seed = 1; seed <= 30'000; ++seed) {
            Maker maker(seed);
            Content content;
            content.messages.append({.role = tokens::Role::user, .text = maker.block(2)});
            const auto compiled = CompiledPrompt::compile(content);
            if (!compiled || compiled->variables().isEmpty())
                continue;
            LintContext context;
            for (int i = 0; i < 3; ++i) {
                const QString text = u"{\"x\":%1,\"y\":%2,\"z\":{},\"v\":%3}"_s.arg(maker.object(2), maker.object(2), maker.object(1));
                const Json variables = *parseJson(text);
                if (compiled->render(variables, Trace::none))
                    context.items.append({.key = text, .variables = variables});
            }
            if (context.items.isEmpty())
                continue;
            ++tried;
            const QString paths = compiled->variables().join(u' ');
            asked += paths.contains(u'.') && (paths.contains(u"[]") || paths.contains(u"{}") || content.messages.front().text.contains(u"set ")) ? 1 : 0;
            for (const Finding &finding : ofRule(lint(content, context), u"unfilled-variable"_s))
                QVERIFY2(finding.reason.contains(u" is empty in "), qUtf8Printable(content.messages.front().text + u'\n' + finding.reason));
        }
        QVERIFY2(tried > 1000 && asked > 300, qUtf8Printable(u"%1 %2"_s.arg(tried).arg(asked)));
    }
};

QTEST_GUILESS_MAIN(TestLintSoundness)
#include "tst_lintsoundness.moc"
