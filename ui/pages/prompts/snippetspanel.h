// SPDX-License-Identifier: GPL-3.0-or-later
// The snippets of the workspace: texts that prompts include by name. Each can be changed, put into the message, and says which versions have it pinned.
#pragma once

#include "core/store/snippetrepository.h"
#include "ui/document/document.h"

#include <QWidget>

class QLabel;
class QLineEdit;
class QListWidget;
class QPushButton;

namespace assay::ui {

class EditorLook;
class TemplateEditor;

class SnippetsPanel final : public QWidget {
    Q_OBJECT

public:
    /// Both outlive it.
    SnippetsPanel(Document &document, EditorLook &look, QWidget *parent);
    void refresh(); ///< the workspace changed
    [[nodiscard]] QStringList names() const;
    [[nodiscard]] QMap<QString, QString> texts() const;
    void setCanInsert(bool can);

Q_SIGNALS:
    void changed(); ///< of any snippet
    void insertRequested(const QString &name);

private:
    void makeParts();
    void fill(const QList<store::Snippet> &snippets);
    void showChosen();
    void showUses(const QString &name);
    void save();
    void remove();
    void begin();
    void updateButtons();
    void say(const QString &text, bool isProblem);
    [[nodiscard]] const store::Snippet *chosen() const;

    Document &m_document;
    QListWidget *m_list;
    QLineEdit *m_name;
    TemplateEditor *m_text;
    QPushButton *m_new;
    QPushButton *m_save;
    QPushButton *m_insert;
    QPushButton *m_remove;
    QLabel *m_uses;
    QLabel *m_said;
    QList<store::Snippet> m_snippets;
    bool m_canInsert = false;
    int m_job = 0;
};

} // namespace assay::ui
