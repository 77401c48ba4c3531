// SPDX-License-Identifier: GPL-3.0-or-later
// How severe the linter's rules are in the workspace, changed from the findings: for the rule of the finding that is chosen, and for any rule, those that
// are off among them. A change is told, and can be taken back at once.
#pragma once

#include "core/prompt/lint/lint.h"

#include <QWidget>

class QLabel;
class QMenu;
class QPushButton;

namespace assay::ui {

/// Rule → the word of its severity; empty: the rule's own, as it is shipped.
using RuleSeverities = QMap<QString, QString>;

class SeverityBar final : public QWidget {
    Q_OBJECT

public:
    explicit SeverityBar(QWidget *parent);
    /// As the workspace has them: those that are not as shipped.
    void setSeverities(const RuleSeverities &kept);
    void setRule(const QString &rule); ///< of the chosen finding; empty: none is
    [[nodiscard]] QMenu &ruleMenu() const { return *m_ruleMenu; }

Q_SIGNALS:
    /// setSeverities() is to follow once the workspace has them.
    void severitiesRequested(const assay::ui::RuleSeverities &wanted);

private:
    void request(const RuleSeverities &wanted);
    void fillRuleMenu();
    void fillRulesMenu();
    void addChoices(QMenu &menu, const prompt::RuleInfo &rule);
    void tell();
    [[nodiscard]] prompt::Severity severityOf(const prompt::RuleInfo &rule) const;
    [[nodiscard]] QString shownSeverity(const prompt::RuleInfo &rule) const;

    QList<prompt::RuleInfo> m_rules;
    RuleSeverities m_kept;
    QString m_rule;
    RuleSeverities m_wanted; ///< asked for, and not there yet
    RuleSeverities m_before; ///< what takes the last change back
    QMenu *m_ruleMenu;
    QMenu *m_rulesMenu;
    QPushButton *m_ruleButton;
    QPushButton *m_rulesButton;
    QLabel *m_told;
    QPushButton *m_undo;
};

} // namespace assay::ui
