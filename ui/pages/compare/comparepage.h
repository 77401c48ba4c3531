// SPDX-License-Identifier: GPL-3.0-or-later
// Two versions on the same items: the verdict in one sentence, the paired table, what got worse and what got better, answer beside answer.
#pragma once

#include "core/compare/comparison.h"
#include "ui/document/document.h"
#include "ui/pages/page.h"

class QButtonGroup;
class QComboBox;
class QLabel;
class QPushButton;
class QSplitter;
class QStackedWidget;
class QTableView;
class QVBoxLayout;

namespace assay::ui {

class AnswersView;
class FamilyTable;
class PairedTableView;
class PairsFilter;
class PairsModel;
class TagsPanel;

class ComparePage final : public Page {
    Q_OBJECT

public:
    ComparePage(Document &document, QWidget *parent);

    [[nodiscard]] PageId pageId() const override { return PageId::compare; }
    void show(const Place &place) override;
    [[nodiscard]] QWidget *detail() override;
    [[nodiscard]] QList<QAction *> pageActions() override { return m_actions; }

protected:
    void refreshColours() override;

private:
    struct Loaded;
    void makeHead(QVBoxLayout *column);
    void makeBody(QVBoxLayout *column);
    void makeActions();
    void fillRuns();
    void load(run::RunId id);
    void fillVersions();
    void swapSides();
    void recompute();
    void showFamily(const QList<compare::Comparison> &family);
    void showModel(int model);
    void updateChips(const compare::Comparison &comparison);
    void showPair(const QModelIndex &index);
    void step(int by);
    void stepRegression(int by);

    Document &m_document;
    QComboBox *m_runs = nullptr;
    QComboBox *m_baseline = nullptr;
    QLabel *m_arrow = nullptr;
    QComboBox *m_candidate = nullptr;
    QPushButton *m_swap = nullptr;
    QLabel *m_sentence = nullptr;
    QLabel *m_verdict = nullptr;
    QStackedWidget *m_stack = nullptr;
    FamilyTable *m_models = nullptr;
    PairedTableView *m_paired = nullptr;
    QButtonGroup *m_chips = nullptr;
    PairsModel *m_pairs = nullptr;
    PairsFilter *m_filter = nullptr;
    QTableView *m_table = nullptr;
    QLabel *m_none = nullptr;
    AnswersView *m_answers = nullptr;
    TagsPanel *m_tags;
    QList<QAction *> m_actions;
    std::shared_ptr<const Loaded> m_loaded;
    QList<std::shared_ptr<const compare::Comparison>> m_family;
    int m_model = 0;
    int m_runJob = 0;
    int m_compareJob = 0;
    int m_pairJob = 0;
};

} // namespace assay::ui
