// SPDX-License-Identifier: GPL-3.0-or-later
// What the linter found: each leads to its place, says why its rule is there, and can be mended where a fix is certain. A rule that does not suit the
// workspace is made more or less severe, or turned off, from its finding.
#pragma once

#include "core/prompt/lint/lint.h"
#include "ui/pages/prompts/severitybar.h"

#include <QWidget>

class QLabel;
class QListWidget;
class QPushButton;

namespace assay::ui {

class HelpView;

class FindingsPanel final : public QWidget {
    Q_OBJECT

public:
    explicit FindingsPanel(QWidget *parent);
    void setFindings(const QList<prompt::Finding> &findings, bool canFix);
    void setSeverities(const RuleSeverities &kept) { m_severities->setSeverities(kept); }

Q_SIGNALS:
    void placeRequested(const assay::prompt::Finding &finding);
    void fixRequested(const assay::prompt::Fix &fix);
    void editRequested(); ///< of what cannot be mended where it stands
    void severitiesRequested(const assay::ui::RuleSeverities &wanted);

private:
    void showFinding();
    void updateButtons();
    [[nodiscard]] const prompt::Finding *current() const;

    QLabel *m_title;
    QListWidget *m_list;
    QPushButton *m_fix;
    QPushButton *m_fixAll;
    SeverityBar *m_severities;
    HelpView *m_help;
    QList<prompt::Finding> m_findings;
    bool m_canFix = false;
};

} // namespace assay::ui
