// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/prompts/findingspanel.h"

#include "ui/format/format.h"
#include "ui/pages/prompts/draftlint.h"
#include "ui/theme/theme.h"
#include "ui/widgets/helpview.h"
#include "ui/widgets/offer.h"
#include "ui/widgets/wrappedrows.h"

#include <QBoxLayout>
#include <QLabel>
#include <QListWidget>
#include <QMenu>
#include <QPushButton>
#include <QRegularExpression>
#include <QSignalBlocker>
#include <QSplitter>

#include <algorithm>

namespace assay::ui {

using namespace Qt::StringLiterals;

namespace {

QString rowText(const prompt::Finding &finding)
{
    const QString place = finding.message == prompt::kWholeVersion ? FindingsPanel::tr("version") : FindingsPanel::tr("message %1").arg(finding.message + 1);
    return theme::mark(toneOf(finding.severity)) + u" "_s + place + u": "_s + finding.reason;
}

// With headings that fit beside the editors.
QString helpOf(const QString &rule)
{
    static const QRegularExpression heading(u"^#{1,3} "_s, QRegularExpression::MultilineOption);
    const auto page = prompt::lintHelp(rule);
    return page ? QString(*page).replace(heading, u"#### "_s) : page.error().message;
}

} // namespace

FindingsPanel::FindingsPanel(QWidget *parent)
    : QWidget(parent),
      m_title(new QLabel(this)),
      m_list(new QListWidget(this)),
      m_fix(new QPushButton(this)),
      m_fixAll(new QPushButton(tr("Fix all"), this)),
      m_severities(new SeverityBar(this)),
      m_help(new HelpView(this))
{
    m_title->setObjectName(u"findingsLabel"_s);
    m_title->setProperty("secondary", true);
    m_title->setWordWrap(true);
    m_list->setObjectName(u"findingsListWidget"_s);
    m_list->setAccessibleName(tr("Findings of the linter"));
    wrapRows(*m_list);
    m_list->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_fix->setObjectName(u"fixPushButton"_s);
    m_fixAll->setObjectName(u"fixAllPushButton"_s);
    m_fixAll->setToolTip(tr("Everything that has a certain fix, as one step that can be undone"));
    m_help->setObjectName(u"ruleTextBrowser"_s);
    m_help->setAccessibleName(tr("What the rule is for"));
    auto *buttons = new QHBoxLayout;
    buttons->setSpacing(theme::space(1));
    buttons->addWidget(m_fix, 1);
    buttons->addWidget(m_fixAll);
    auto *below = new QWidget(this);
    auto *belowColumn = new QVBoxLayout(below);
    belowColumn->setContentsMargins(0, 0, 0, 0);
    belowColumn->addLayout(buttons);
    belowColumn->addWidget(m_severities);
    belowColumn->addWidget(m_help, 1);
    belowColumn->addStretch(); // without a finding there is no help
    auto *splitter = new QSplitter(Qt::Vertical, this);
    splitter->setChildrenCollapsible(false);
    splitter->addWidget(m_list);
    splitter->addWidget(below);
    splitter->setSizes({170, 330}); // few findings, and each with a page of help
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, theme::space(2), 0, 0);
    column->setSpacing(theme::space(2));
    column->addWidget(m_title);
    column->addWidget(splitter, 1);
    connect(m_list, &QListWidget::currentRowChanged, this, &FindingsPanel::showFinding);
    const auto goTo = [this] {
        if (const prompt::Finding *finding = current())
            Q_EMIT placeRequested(*finding);
    };
    connect(m_list, &QListWidget::itemClicked, this, goTo);
    connect(m_list, &QListWidget::itemActivated, this, goTo);
    m_list->setContextMenuPolicy(Qt::CustomContextMenu);
    connect(m_list, &QListWidget::customContextMenuRequested, this, [this](const QPoint &place) {
        if (current() != nullptr)
            m_severities->ruleMenu().popup(m_list->viewport()->mapToGlobal(place));
    });
    connect(m_severities, &SeverityBar::severitiesRequested, this, &FindingsPanel::severitiesRequested);
    connect(m_fix, &QPushButton::clicked, this, [this] {
        const prompt::Finding *finding = current();
        if (finding == nullptr || !finding->fix)
            return;
        if (m_canFix)
            Q_EMIT fixRequested(*finding->fix);
        else
            Q_EMIT editRequested();
    });
    connect(m_fixAll, &QPushButton::clicked, this, [this] { Q_EMIT fixRequested(prompt::allFixes(m_findings)); });
    setFocusProxy(m_list);
    setFindings({}, false);
}

const prompt::Finding *FindingsPanel::current() const
{
    const int row = m_list->currentRow();
    return row >= 0 && row < m_findings.size() ? &m_findings.at(row) : nullptr;
}

void FindingsPanel::setFindings(const QList<prompt::Finding> &findings, bool canFix)
{
    m_canFix = canFix;
    if (findings != m_findings || m_list->count() == 0) {
        const QSignalBlocker quiet(m_list);
        const prompt::Finding *before = current();
        const QString rule = before != nullptr ? before->rule : QString();
        const int row = std::max(0, m_list->currentRow());
        m_findings = findings;
        m_list->clear();
        for (const prompt::Finding &finding : m_findings) {
            auto *item = new QListWidgetItem(rowText(finding), m_list);
            item->setData(Qt::UserRole, finding.rule);
            item->setToolTip(tr("%1, %2").arg(finding.rule, prompt::toText(finding.severity)));
        }
        int next = std::min(row, m_list->count() - 1);
        for (int i = 0; i < m_findings.size(); ++i)
            next = m_findings.at(i).rule == rule && m_findings.value(next).rule != rule ? i : next;
        m_list->setCurrentRow(next);
    }
    const auto faults = std::ranges::count(m_findings, prompt::Severity::error, &prompt::Finding::severity);
    if (m_findings.isEmpty())
        m_title->setText(theme::mark(Tone::pass) + u" "_s + tr("Nothing found. The linter reads along as you type."));
    else if (faults == 0)
        m_title->setText(tr("%n thing(s) to look at. None keeps you from saving.", nullptr, static_cast<int>(m_findings.size())));
    else
        m_title->setText(tr("%n thing(s) to look at", nullptr, static_cast<int>(m_findings.size())) + tr(", %1 of them errors.").arg(faults));
    showFinding();
}

void FindingsPanel::showFinding()
{
    const prompt::Finding *finding = current();
    updateButtons();
    m_help->setVisible(finding != nullptr);
    const QString rule = finding != nullptr ? finding->rule : QString();
    m_severities->setRule(rule);
    m_help->showPage(rule.isEmpty() ? QString() : helpOf(rule));
}

void FindingsPanel::updateButtons()
{
    const prompt::Finding *finding = current();
    const bool hasFix = m_canFix && finding != nullptr && finding->fix;
    // Of a saved version it can be mended in a draft.
    const bool isElsewhere = !m_canFix && finding != nullptr && finding->fix;
    m_fix->setText(hasFix ? finding->fix->title : isElsewhere ? tr("Edit from here to fix") : tr("No certain fix"));
    const QString unknown = tr("What is right here only its author knows: below stands what the rule is for.");
    offer(*m_fix, hasFix || isElsewhere ? QString() : finding != nullptr ? unknown : tr("Nothing was found."));
    if (isElsewhere)
        m_fix->setToolTip(tr("%1: a saved version never changes, and a draft of it can").arg(finding->fix->title));
    else if (hasFix)
        m_fix->setToolTip({});
    const auto fixes = std::ranges::count_if(m_findings, [](const prompt::Finding &each) { return each.fix.has_value(); });
    offer(*m_fixAll, !m_canFix ? tr("A saved version never changes. \u201cEdit from here\u201d makes a draft of it.") : fixes > 1 ? QString() : tr("Fewer than two findings have a certain fix."));
}

} // namespace assay::ui
