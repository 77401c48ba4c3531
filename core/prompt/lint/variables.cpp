// SPDX-License-Identifier: GPL-3.0-or-later
// The variables of the prompt against those of the items.
#include "core/prompt/language/spelling.h"
#include "core/prompt/lint/itemvalues.h"
#include "core/prompt/lint/rule.h"

#include <QHash>
#include <QSet>

#include <algorithm>
#include <set>

namespace assay::prompt::linting {

using namespace Qt::StringLiterals;

namespace {

// From line and column (in code points) to a place.
qsizetype offsetOf(const QString &text, qint64 line, qint64 column)
{
    qsizetype at = 0;
    for (; line > 1; --line) {
        const qsizetype end = text.indexOf(u'\n', at);
        if (end < 0)
            break;
        at = end + 1;
    }
    for (; column > 1 && at < text.size(); --column)
        at += text.at(at).isHighSurrogate() && at + 1 < text.size() && text.at(at + 1).isLowSurrogate() ? 2 : 1;
    return at;
}

/// Where the prompt first uses each variable; the tag as a whole. What only snippets use is not there.
QHash<QString, Spot> spotsOf(const Examined &prompt)
{
    QHash<QString, Spot> spots;
    for (const Message &message : prompt.messages) {
        for (const VariableUse &use : prompt.compiled->variableUses(message.index)) {
            const auto behind = std::ranges::upper_bound(message.tags, use.start, {}, &Range::start);
            const Range tag = behind == message.tags.begin() ? Range() : *std::prev(behind);
            if (use.snippet.isEmpty() && tag.contains(use.start) && !spots.contains(use.path))
                spots.insert(use.path, {.message = message.index, .range = tag});
        }
    }
    return spots;
}

bool isEmpty(const Json &value)
{
    return value.is_null() || (value.is_string() && value.as<std::string_view>().find_first_not_of(" \t\r\n") == std::string_view::npos);
}

struct Lack {
    qsizetype missing = 0; ///< items that cannot be rendered without it
    qsizetype empty = 0;
    bool isAnywhere = false;
    QString first; ///< key of the first that it is missing in
};

/// What items lack of what the prompt needs. Where only some ways through a template ask for something, an item lacks it when it cannot be rendered.
class Lacks {
public:
    explicit Lacks(const Examined &prompt) : m_prompt(prompt)
    {
        for (const Message &message : prompt.messages) {
            for (const VariableUse &use : prompt.compiled->variableUses(message.index)) {
                if (!use.isOptional && !use.isConditional)
                    m_certain.insert(use.path);
            }
        }
    }

    [[nodiscard]] QStringList needed() const
    {
        QStringList needed = m_prompt.compiled->variables();
        const QStringList optional = m_prompt.compiled->optionalVariables();
        needed.removeIf([mayMiss = QSet<QString>(optional.cbegin(), optional.cend())](const QString &path) { return mayMiss.contains(path); });
        return needed;
    }

    [[nodiscard]] Lack of(const QString &path)
    {
        Lack lack;
        const auto names = namesOf(path);
        // What may miss anything can be rendered, whatever is asked for.
        const bool isCertain = m_prompt.content.templateOptions.lenient || m_certain.contains(path);
        const QList<LintItem> &items = m_prompt.context.items;
        for (qsizetype i = 0; i < items.size(); ++i) {
            const auto values = m_prompt.values.valuesAt(items.at(i).variables, names);
            const bool lacksOne = std::ranges::contains(values, nullptr);
            lack.empty += !lacksOne && !values.empty() && std::ranges::all_of(values, [](const Json *value) { return isEmpty(*value); }) ? 1 : 0;
            lack.isAnywhere = lack.isAnywhere || std::ranges::any_of(values, [](const Json *value) { return value != nullptr; });
            if (!lacksOne || (!isCertain && rendersWithout(i)))
                continue;
            ++lack.missing;
            if (lack.first.isEmpty())
                lack.first = items.at(i).key;
        }
        return lack;
    }

private:
    [[nodiscard]] bool rendersWithout(qsizetype item)
    {
        const auto known = m_renders.constFind(item);
        return known != m_renders.constEnd() ? *known : *m_renders.insert(item, m_prompt.compiled->render(m_prompt.context.items.at(item).variables, Trace::none).has_value());
    }

    const Examined &m_prompt;
    QSet<QString> m_certain;
    QHash<qsizetype, bool> m_renders; ///< by item
};

QStringList topNames(const LintContext &context)
{
    QStringList names;
    std::set<std::string, std::less<>> seen;
    for (const LintItem &item : context.items) {
        if (!item.variables.is_object())
            continue;
        for (const auto &member : item.variables.object_range()) {
            if (!seen.contains(member.key())) {
                seen.emplace(member.key());
                names.append(QString::fromUtf8(member.key()));
            }
        }
    }
    return names;
}

} // namespace

void checkTemplate(const Examined &prompt, Report &report)
{
    if (prompt.compiled || prompt.messages.isEmpty())
        return;
    const Error &error = prompt.compiled.error();
    const qsizetype message = error.contextValue(u"message").toLongLong() - 1;
    const QString example = error.contextValue(u"example");
    const QString what = example.isEmpty() ? error.message : u"with the example %1: %2"_s.arg(example, error.message);
    const QString reason = error.hint.isEmpty() ? what : QString(what + u". "_s + error.hint);
    if (message < 0 || message >= prompt.messages.size())
        return report.addWhole(reason);
    const QString &text = prompt.messages.at(message).text;
    const qsizetype at = offsetOf(text, error.contextValue(u"line").toLongLong(), error.contextValue(u"column").toLongLong());
    report.add(message, {.start = at, .length = at < text.size() ? 1 : 0}, reason);
}

void checkUnfilled(const Examined &prompt, Report &report)
{
    const auto &compiled = prompt.compiled;
    const qsizetype count = prompt.context.items.size();
    if (!compiled || count == 0)
        return;
    const QHash<QString, Spot> spots = spotsOf(prompt);
    Lacks lacks(prompt);
    for (const QString &path : lacks.needed()) {
        if (report.isFull())
            return;
        const Lack lack = lacks.of(path);
        const Spot spot = spots.value(path, {.message = kWholeVersion, .range = {}});
        if (lack.missing == count && !lack.isAnywhere)
            report.add(spot, u"No item of the set has %1: rename it, or give it a default."_s.arg(path));
        else if (lack.missing > 0 && !prompt.content.templateOptions.lenient)
            report.add(spot,
                u"%1 is missing in %2 of %3, %4: fill it there, or give it a default."_s.arg(path, QString::number(lack.missing),
                    count == 1 ? u"1 item"_s : u"%1 items"_s.arg(count), lack.missing == 1 ? lack.first : QString(lack.first + u" among them"_s)));
        else if (lack.empty == count)
            report.add(spot, u"%1 is empty in every item of the set: fill it, or take it out of the prompt."_s.arg(path));
    }
}

void checkUnused(const Examined &prompt, Report &report)
{
    const auto &compiled = prompt.compiled;
    if (!compiled || prompt.context.items.isEmpty())
        return;
    QSet<QString> used;
    for (const QString &path : compiled->variables() + prompt.context.otherUses)
        used.insert(path.section(u'.', 0, 0));
    QStringList unused = topNames(prompt.context);
    unused.removeIf([&used](const QString &name) { return used.contains(name) || name.startsWith(u'_'); });
    if (!unused.isEmpty())
        report.addWhole(unused.size() == 1 ? u"The items have %1, which the prompt does not use: use it, or take it out of the set."_s.arg(unused.first())
                                           : u"The items have %1, which the prompt does not use: use them, or take them out of the set."_s.arg(namesInWords(unused)));
}

} // namespace assay::prompt::linting
