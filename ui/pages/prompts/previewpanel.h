// SPDX-License-Identifier: GPL-3.0-or-later
// The prompt filled in for one item: what came from a variable has dots under it. Rendered on a pool thread.
#pragma once

#include "core/prompt/rendering.h"
#include "ui/document/document.h"

#include <QWidget>

class QComboBox;
class QLabel;
class QVBoxLayout;

namespace assay::ui {

class PreviewPanel final : public QWidget {
    Q_OBJECT

public:
    PreviewPanel(Document &document, QWidget *parent);
    void setContent(const prompt::Content &content);
    void refreshSets();
    void stepItem(int by);
    /// Names of the variables that the first item of the chosen set offers; empty without a set.
    [[nodiscard]] QStringList offeredVariables() const;

Q_SIGNALS:
    void itemsChanged();

private:
    struct Rendered {
        Result<QList<prompt::RenderedMessage>> messages;
        qint64 tokens = 0;
    };
    void loadSet();
    void render();
    void showRendered(const Rendered &rendered);

    Document &m_document;
    QComboBox *m_set;
    QComboBox *m_item;
    QLabel *m_tokens;
    QLabel *m_problem;
    QVBoxLayout *m_messages;
    prompt::Content m_content;
    evalset::EvalSet m_items;
    int m_setJob = 0;
    int m_renderJob = 0;
};

} // namespace assay::ui
