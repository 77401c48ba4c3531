// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/prompts/draftlint.h"

#include "core/run/lintcontext.h"

#include <QFutureWatcher>
#include <QTimer>
#include <QtConcurrentRun>

#include <algorithm>

namespace assay::ui {

using namespace Qt::StringLiterals;

namespace {
using Context = std::shared_ptr<const prompt::LintContext>;
constexpr int kCountDelayMs = 1'500;
} // namespace

Tone toneOf(prompt::Severity severity)
{
    switch (severity) {
    case prompt::Severity::error:
        return Tone::fail;
    case prompt::Severity::warning:
        return Tone::error;
    case prompt::Severity::info:
        return Tone::accent;
    case prompt::Severity::off:
        return Tone::neutral;
    }
    Q_UNREACHABLE_RETURN(Tone::neutral);
}

DraftLint::DraftLint(QObject *parent) : QObject(parent), m_context(std::make_shared<const prompt::LintContext>()), m_countTimer(new QTimer(this))
{
    m_countTimer->setSingleShot(true);
    m_countTimer->setInterval(kCountDelayMs);
    connect(m_countTimer, &QTimer::timeout, this, &DraftLint::countLongest);
}

void DraftLint::setSurroundings(const evalset::EvalSet &set, const QList<run::PlannedModel> &models, const QMap<QString, QString> &severities)
{
    if (m_surroundings > 0 && set == m_set && models == m_models && severities == m_severities)
        return;
    m_set = set;
    m_models = models;
    m_severities = severities;
    auto *watcher = new QFutureWatcher<Context>(this);
    connect(watcher, &QFutureWatcherBase::finished, this, [this, watcher, job = ++m_surroundings] {
        watcher->deleteLater();
        if (job != m_surroundings)
            return;
        m_context = watcher->result();
        read(m_content);
    });
    watcher->setFuture(QtConcurrent::run([set, models, severities]() -> Context {
        auto context = std::make_shared<prompt::LintContext>(run::lintContext(set, models));
        for (const auto &[rule, word] : severities.asKeyValueRange()) {
            if (const auto severity = prompt::severityFromText(word))
                context->severities.insert(rule, *severity);
        }
        return context;
    }));
}

void DraftLint::read(const prompt::Content &content)
{
    m_content = content;
    m_isStale = true;
    m_countTimer->start();
    if (!m_isBusy)
        start();
}

void DraftLint::countLongest()
{
    auto *watcher = new QFutureWatcher<Context>(this);
    connect(watcher, &QFutureWatcherBase::finished, this, [this, watcher, job = m_surroundings] {
        watcher->deleteLater();
        const Context counted = watcher->result();
        if (job != m_surroundings || std::ranges::equal(counted->models, m_context->models, {}, &prompt::LintModel::longestPrompt, &prompt::LintModel::longestPrompt))
            return;
        m_context = counted;
        m_isStale = true;
        if (!m_isBusy)
            start();
    });
    watcher->setFuture(QtConcurrent::run([content = m_content, context = m_context, models = m_models]() -> Context {
        auto counted = std::make_shared<prompt::LintContext>(*context);
        run::countLongestPrompts(*counted, content, models);
        return counted;
    }));
}

void DraftLint::start()
{
    m_isBusy = true;
    m_isStale = false;
    auto *watcher = new QFutureWatcher<QList<prompt::Finding>>(this);
    connect(watcher, &QFutureWatcherBase::finished, this, [this, watcher] {
        watcher->deleteLater();
        m_isBusy = false;
        if (m_isStale) {
            start();
            return;
        }
        m_findings = watcher->result();
        Q_EMIT found();
    });
    watcher->setFuture(QtConcurrent::run([content = m_content, context = m_context] { return prompt::lint(content, *context); }));
}

QHash<int, QList<EditorMark>> DraftLint::marks() const
{
    QHash<int, QList<EditorMark>> marks;
    for (const prompt::Finding &finding : m_findings) {
        if (finding.message != prompt::kWholeVersion && finding.rule != u"template-error")
            marks[static_cast<int>(finding.message)].append({{finding.start, finding.length}, toneOf(finding.severity), finding.reason});
    }
    return marks;
}

} // namespace assay::ui
