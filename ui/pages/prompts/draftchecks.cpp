// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/prompts/draftchecks.h"

#include "core/prompt/language/fault.h"
#include "core/prompt/language/source.h"
#include "core/prompt/language/template.h"
#include "ui/pages/prompts/messagelist.h"
#include "ui/pages/prompts/promptdraft.h"

#include <QTimer>

#include <algorithm>

namespace assay::ui {

using namespace Qt::StringLiterals;

namespace {

// A mark stands within 50 ms of the key; reading 20 kB takes about a tenth of what is left.
constexpr int kDelayMs = 20;
constexpr qsizetype kLongestHint = 100;

QString sentences(const QString &first, const QString &second)
{
    if (second.isEmpty())
        return first;
    return first + (first.endsWith(u'.') || first.endsWith(u'?') ? u" "_s : u". "_s) + second;
}

// A list of all filters is cut behind the last one that fits.
QString shortened(const QString &hint)
{
    if (hint.size() <= kLongestHint)
        return hint;
    const qsizetype comma = hint.lastIndexOf(u", "_s, kLongestHint);
    return comma > 0 ? hint.first(comma + 2) + u"\u2026"_s : hint.first(kLongestHint) + u"\u2026"_s;
}

} // namespace

DraftChecks::DraftChecks(PromptDraft &draft, MessageList &messages, QObject *parent) : QObject(parent), m_draft(draft), m_messages(messages), m_timer(new QTimer(this))
{
    m_timer->setSingleShot(true);
    m_timer->setInterval(kDelayMs);
    connect(m_timer, &QTimer::timeout, this, &DraftChecks::checkNow);
    connect(&draft, &PromptDraft::changed, m_timer, qOverload<>(&QTimer::start));
    connect(&draft, &PromptDraft::settingsChanged, this, [this] { m_checked.clear(); }); // the options may be others
    connect(&draft, &PromptDraft::shown, this, [this] {
        m_checked.clear();
        m_findings.clear();
        checkNow();
    });
}

DraftChecks::Checked DraftChecks::checkedText(const QString &text) const
{
    const prompt::Content &content = m_draft.content();
    const prompt::SnippetSource snippets = prompt::snippetsFrom(m_draft.isReadOnly() ? content.snippets : m_snippets);
    Checked made{.text = text, .faults = {}, .problems = {}, .variables = {}};
    for (const prompt::Fault &fault : prompt::faultsOf(text, content.templateOptions, snippets)) {
        const prompt::Place at = prompt::placeOf(text, fault.start);
        const QString what = tr("line %1, column %2: %3").arg(at.line).arg(at.column).arg(fault.message);
        made.problems.append({.line = sentences(what, shortened(fault.hint)), .whole = sentences(what, fault.hint)});
        made.faults.append({{fault.start, fault.length}, Tone::fail, fault.hint.isEmpty() ? fault.message : fault.message + u"\n"_s + fault.hint});
    }
    if (!made.faults.isEmpty())
        return made;
    if (const auto parsed = prompt::Template::parse(text, content.templateOptions, snippets))
        made.variables = parsed->variables();
    return made;
}

void DraftChecks::setSnippets(const QMap<QString, QString> &texts)
{
    if (texts == m_snippets)
        return;
    m_snippets = texts;
    m_checked.clear();
    checkNow();
}

void DraftChecks::checkNow()
{
    m_timer->stop();
    QHash<int, Checked> checked;
    m_variables.clear();
    for (int i = 0; i < m_draft.ids().size(); ++i) {
        const int id = m_draft.ids().at(i);
        const QString &text = m_draft.content().messages.at(i).text;
        const auto known = m_checked.constFind(id);
        const bool isSame = known != m_checked.cend() && known->text == text;
        const Checked result = isSame ? *known : checkedText(text);
        m_variables += result.variables;
        if (MessageEditor *message = m_messages.editorOf(id)) {
            QList<EditorMark> marks = m_findings.value(i) + result.faults;
            if (message->editor().marks() != marks)
                message->editor().setMarks(marks);
        }
        checked.insert(id, result);
    }
    m_checked = checked;
    m_variables.removeDuplicates();
    m_variables.sort();
    Q_EMIT this->checked();
}

void DraftChecks::setFindings(const QHash<int, QList<EditorMark>> &marks)
{
    m_findings = marks;
    checkNow();
}

bool DraftChecks::hasFaults() const
{
    return std::ranges::any_of(m_checked, [](const Checked &each) { return !each.faults.isEmpty(); });
}

QList<DraftChecks::Problem> DraftChecks::problems() const
{
    QList<Problem> problems;
    for (int i = 0; i < m_draft.ids().size(); ++i) {
        const auto inMessage = [i](const QString &text) { return tr("message %1, %2").arg(i + 1).arg(text); };
        for (const Problem &problem : m_checked.value(m_draft.ids().at(i)).problems)
            problems.append({.line = inMessage(problem.line), .whole = inMessage(problem.whole)});
    }
    return problems;
}

} // namespace assay::ui
