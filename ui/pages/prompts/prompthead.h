// SPDX-License-Identifier: GPL-3.0-or-later
// The head of the page: which prompt, what is shown of it, and what can be done with that.
#pragma once

#include <QWidget>

class QComboBox;
class QLabel;
class QLineEdit;
class QPushButton;

namespace assay::ui {

class PromptHead final : public QWidget {
    Q_OBJECT

public:
    enum class Shown { nothing, draft, version };

    explicit PromptHead(QWidget *parent);

    /// `current` is added when it is not among them: a new one without a saved version. Nothing changes while a name is being typed.
    void setPrompts(const QStringList &names, const QString &current);
    /// A name can be changed as long as nothing refers to it.
    void setNameEditable(bool isEditable);
    void focusName();
    [[nodiscard]] QStringList prompts() const;
    [[nodiscard]] QString currentPrompt() const;
    void setCurrentPrompt(const QString &name); ///< what stands there in another spelling is replaced

    void showState(Shown shown, const QString &text);
    /// A version has this content already: a button goes there.
    void offerDuplicate(int number);
    /// That there is a draft already: a button puts the version in its place.
    void offerReplacing(int number);
    /// Something else is shown, or was written.
    void withdrawOffers();
    void setDiscard(bool isOffered, bool isUndo);
    void setAgainstSaving(const QString &against); ///< why it cannot be saved yet; empty: it can
    [[nodiscard]] bool canSave() const;
    [[nodiscard]] QString note() const;
    void setNote(const QString &note); ///< noteEdited() does not follow
    void focusNote();

Q_SIGNALS:
    void promptChosen(const QString &name);
    void nameEdited();
    void nameEntered(); ///< and what comes next is wanted
    void noteEdited();
    void saveRequested();
    void editRequested();
    void replaceRequested();
    void duplicateRequested(int number);
    void discardRequested();

private:
    QComboBox *m_prompt;
    QLabel *m_state;
    QLineEdit *m_note;
    QPushButton *m_discard;
    QPushButton *m_edit;
    QPushButton *m_duplicate;
    QPushButton *m_replace;
    QPushButton *m_save;
    int m_duplicateNumber = 0;
};

} // namespace assay::ui
