// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/prompts/severitybar.h"

#include "ui/theme/theme.h"
#include "ui/widgets/offer.h"

#include <QActionGroup>
#include <QBoxLayout>
#include <QLabel>
#include <QMenu>
#include <QPushButton>

#include <algorithm>
#include <array>

namespace assay::ui {

using namespace Qt::StringLiterals;

namespace {
constexpr std::array kSeverities{prompt::Severity::error, prompt::Severity::warning, prompt::Severity::info, prompt::Severity::off};
} // namespace

SeverityBar::SeverityBar(QWidget *parent)
    : QWidget(parent),
      m_rules(prompt::lintRules()),
      m_ruleMenu(new QMenu(this)),
      m_rulesMenu(new QMenu(this)),
      m_ruleButton(new QPushButton(this)),
      m_rulesButton(new QPushButton(this)),
      m_told(new QLabel(this)),
      m_undo(new QPushButton(tr("Undo"), this))
{
    m_ruleMenu->setObjectName(u"severityMenu"_s);
    m_rulesMenu->setObjectName(u"rulesMenu"_s);
    m_rulesMenu->setToolTipsVisible(true);
    m_ruleButton->setObjectName(u"severityPushButton"_s);
    m_ruleButton->setToolTip(tr("How severe the rule of this finding is in this workspace"));
    m_ruleButton->setMenu(m_ruleMenu);
    m_rulesButton->setObjectName(u"rulesPushButton"_s);
    m_rulesButton->setToolTip(tr("All rules, and how severe each is in this workspace: one that is off comes back here"));
    m_rulesButton->setMenu(m_rulesMenu);
    m_told->setObjectName(u"severityToldLabel"_s);
    m_told->setWordWrap(true);
    m_undo->setObjectName(u"severityUndoPushButton"_s);
    auto *buttons = new QHBoxLayout;
    buttons->setSpacing(theme::space(1));
    buttons->addWidget(m_ruleButton, 1);
    buttons->addWidget(m_rulesButton);
    auto *said = new QHBoxLayout;
    said->setSpacing(theme::space(1));
    said->addWidget(m_told, 1);
    said->addWidget(m_undo);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(theme::space(1));
    column->addLayout(buttons);
    column->addLayout(said);
    connect(m_undo, &QPushButton::clicked, this, [this] { request(RuleSeverities(m_before)); });
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Maximum);
    m_told->hide();
    m_undo->hide();
    fillRuleMenu();
    fillRulesMenu();
}

void SeverityBar::setSeverities(const RuleSeverities &kept)
{
    if (kept == m_kept)
        return;
    m_kept = kept;
    fillRuleMenu();
    fillRulesMenu();
    tell();
}

void SeverityBar::setRule(const QString &rule)
{
    if (rule == m_rule)
        return;
    m_rule = rule;
    fillRuleMenu();
}

void SeverityBar::request(const RuleSeverities &wanted)
{
    m_before.clear();
    for (auto it = wanted.cbegin(); it != wanted.cend(); ++it)
        m_before.insert(it.key(), m_kept.value(it.key()));
    m_wanted = wanted;
    Q_EMIT severitiesRequested(wanted);
}

void SeverityBar::tell()
{
    if (m_wanted.isEmpty())
        return;
    for (auto it = m_wanted.cbegin(); it != m_wanted.cend(); ++it) {
        if (m_kept.value(it.key()) != it.value())
            return;
    }
    const QString first = m_wanted.firstKey();
    const auto rule = std::ranges::find(m_rules, first, &prompt::RuleInfo::id);
    m_told->setText(m_wanted.size() > 1 ? tr("%n rule(s) changed for this workspace.", nullptr, static_cast<int>(m_wanted.size()))
                                        : tr("%1 in this workspace: %2.").arg(first, shownSeverity(*rule)));
    m_wanted.clear();
    m_told->show();
    m_undo->show();
}

// ── the menus ───────────────────────────────────────────────────────────────────────────────────────────────────────

// A word of another release is as good as none.
prompt::Severity SeverityBar::severityOf(const prompt::RuleInfo &rule) const
{
    return prompt::severityFromText(m_kept.value(rule.id)).value_or(rule.severity);
}

QString SeverityBar::shownSeverity(const prompt::RuleInfo &rule) const
{
    const QString word = prompt::toText(severityOf(rule));
    return m_kept.contains(rule.id) ? tr("%1 (as shipped: %2)").arg(word, prompt::toText(rule.severity)) : tr("%1, as shipped").arg(word);
}

void SeverityBar::addChoices(QMenu &menu, const prompt::RuleInfo &rule)
{
    auto *group = new QActionGroup(&menu);
    const auto add = [&](const QString &text, const QString &word, bool isChosen) {
        QAction *made = menu.addAction(text);
        made->setCheckable(true);
        made->setChecked(isChosen);
        made->setData(word);
        group->addAction(made);
        connect(made, &QAction::triggered, this, [this, id = rule.id, word] { request({{id, word}}); });
    };
    const bool isKept = prompt::severityFromText(m_kept.value(rule.id)).has_value();
    add(tr("as shipped: %1").arg(prompt::toText(rule.severity)), QString(), !isKept);
    for (const prompt::Severity severity : kSeverities)
        add(prompt::toText(severity), prompt::toText(severity), isKept && severityOf(rule) == severity);
}

void SeverityBar::fillRuleMenu()
{
    qDeleteAll(m_ruleMenu->findChildren<QActionGroup *>());
    m_ruleMenu->clear();
    const auto rule = std::ranges::find(m_rules, m_rule, &prompt::RuleInfo::id);
    offer(*m_ruleButton, rule != m_rules.cend() ? QString() : tr("Choose a finding first: it is the severity of its rule."));
    if (rule == m_rules.cend()) {
        m_ruleButton->setText(tr("Severity"));
        return;
    }
    m_ruleButton->setText(tr("Severity: %1").arg(prompt::toText(severityOf(*rule))));
    m_ruleMenu->addAction(tr("%1 in this workspace").arg(rule->id))->setEnabled(false);
    m_ruleMenu->addSeparator();
    addChoices(*m_ruleMenu, *rule);
}

void SeverityBar::fillRulesMenu()
{
    qDeleteAll(m_rulesMenu->findChildren<QMenu *>(Qt::FindDirectChildrenOnly));
    m_rulesMenu->clear();
    RuleSeverities shipped;
    qsizetype off = 0;
    for (const prompt::RuleInfo &rule : std::as_const(m_rules)) {
        if (m_kept.contains(rule.id))
            shipped.insert(rule.id, {});
        off += severityOf(rule) == prompt::Severity::off ? 1 : 0;
    }
    m_rulesButton->setText(off > 0 ? tr("Rules, %1 off").arg(off) : shipped.isEmpty() ? tr("Rules") : tr("Rules, %1 set here").arg(shipped.size()));
    QAction *all = m_rulesMenu->addAction(tr("All as shipped"));
    offer(*all, shipped.isEmpty() ? tr("Every rule is as shipped.") : QString());
    connect(all, &QAction::triggered, this, [this, shipped] { request(shipped); });
    for (const bool isKept : {true, false}) {
        m_rulesMenu->addSeparator();
        for (const prompt::RuleInfo &rule : std::as_const(m_rules)) {
            if (m_kept.contains(rule.id) != isKept)
                continue;
            QMenu *menu = m_rulesMenu->addMenu(tr("%1: %2").arg(rule.id, shownSeverity(rule)));
            menu->setObjectName(rule.id + u"Menu"_s);
            addChoices(*menu, rule);
        }
    }
}

} // namespace assay::ui
