// SPDX-License-Identifier: GPL-3.0-or-later
// Examples of good answers, drawn from an eval set by tag: they stand before the last user message as turns, and are never among the items under test.
#pragma once

#include "ui/document/document.h"

#include <QWidget>

class QCheckBox;
class QComboBox;
class QLabel;
class QSpinBox;

namespace assay::ui {

class PromptDraft;

class ExamplesBar final : public QWidget {
    Q_OBJECT

public:
    /// Both outlive it.
    ExamplesBar(Document &document, PromptDraft &draft, QWidget *parent);

private:
    void makeParts();
    void showDraft();
    void fillSets();
    void loadTags();
    void updateOffer();
    void take();

    Document &m_document;
    PromptDraft &m_draft;
    QCheckBox *m_isOn;
    QWidget *m_fields;
    QComboBox *m_set;
    QComboBox *m_tag;
    QSpinBox *m_count;
    QSpinBox *m_seed;
    QLabel *m_said;
    QMap<QString, int> m_tags; ///< of the set, with how many items have it and a reference
    int m_job = 0;
};

} // namespace assay::ui
