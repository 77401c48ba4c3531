// SPDX-License-Identifier: GPL-3.0-or-later
// The linter beside the editors: what it found leads to its place, and how severe its rules are is the workspace's.
#include "core/store/optionrepository.h"
#include "ui/pages/prompts/draftchecks.h"
#include "ui/pages/prompts/draftlint.h"
#include "ui/pages/prompts/findingspanel.h"
#include "ui/pages/prompts/itemchooser.h"
#include "ui/pages/prompts/messagelist.h"
#include "ui/pages/prompts/promptdetail.h"
#include "ui/pages/prompts/promptdraft.h"
#include "ui/pages/prompts/promptspage.h"

#include <QStackedWidget>

namespace assay::ui {

void PromptsPage::connectLint()
{
    FindingsPanel &panel = m_detail->findings();
    connect(m_lint, &DraftLint::found, this, [this, &panel] {
        m_checks->setFindings(m_lint->marks());
        panel.setFindings(m_lint->findings(), !m_draft->isReadOnly());
        m_detail->setFindingCount(m_lint->findings().size());
    });
    connect(&panel, &FindingsPanel::placeRequested, this, [this](const prompt::Finding &finding) {
        m_middle->setCurrentIndex(0);
        if (finding.message != prompt::kWholeVersion)
            m_messages->showPlace(finding.message, {finding.start, finding.length}, true);
    });
    connect(&panel, &FindingsPanel::fixRequested, this, [this](const prompt::Fix &fix) {
        if (m_lint->isOf(m_draft->content().messages))
            m_draft->replaceAll(prompt::fixed(m_draft->content(), fix), fix.title);
    });
    connect(&panel, &FindingsPanel::editRequested, this, [this] { editFrom(false); });
    connect(&panel, &FindingsPanel::severitiesRequested, this, &PromptsPage::setSeverities);
    connect(&m_detail->chooser(), &ItemChooser::setChanged, this, &PromptsPage::refreshLint);
    connect(&m_document, &Document::listsChanged, this, &PromptsPage::refreshLint);
}

void PromptsPage::refreshLint()
{
    m_document.read(
        this, [](store::Database &database) { return store::OptionRepository(database).lintSeverities(); },
        [this](const Result<QMap<QString, QString>> &severities) {
            if (!severities) {
                Q_EMIT m_document.failed(severities.error());
                return;
            }
            m_detail->findings().setSeverities(*severities);
            m_lint->setSurroundings(m_detail->chooser().set(), m_document.lists().models, *severities);
        });
}

// The lists are read anew after a change, and the linter's surroundings with them.
void PromptsPage::setSeverities(const QMap<QString, QString> &wanted)
{
    m_document.write(
        this,
        [wanted](store::Database &database) {
            store::OptionRepository options(database);
            Result<void> kept;
            for (auto it = wanted.cbegin(); kept && it != wanted.cend(); ++it)
                kept = options.setLintSeverity(it.key(), it.value());
            return kept;
        },
        [this](const Result<void> &kept) {
            if (!kept)
                Q_EMIT m_document.failed(kept.error());
        });
}

} // namespace assay::ui
