// SPDX-License-Identifier: GPL-3.0-or-later
// Parameters and the form of the answer. An empty field means the provider's default; what is no value is said under the fields, and the draft keeps what it
// had.
#pragma once

#include "ui/pages/prompts/jsonfield.h"

#include <QFrame>

class QCheckBox;
class QComboBox;
class QLineEdit;

namespace assay::ui {

class Document;
class FlowLayout;

class SettingsCard final : public QFrame {
    Q_OBJECT

public:
    /// All of them outlive it.
    SettingsCard(Document &document, PromptDraft &draft, EditorLook &look, QWidget *parent);
    /// What keeps the draft from being saved.
    [[nodiscard]] std::optional<Error> problem() const;

Q_SIGNALS:
    void checked();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    /// How a field reads and writes a content.
    struct Field {
        QLineEdit *edit;
        QString name;
        std::function<QString(const prompt::Content &)> shown;
        std::function<Result<void>(prompt::Content &, const QString &)> take; ///< trimmed, not empty
        std::function<void(prompt::Content &)> clear;
        std::optional<Error> problem = {};
    };
    void addField(const QString &caption, const QString &objectName, const QString &toolTip, int width, Field field);
    void makeFields();
    void addLabelled(const QString &caption, QWidget *widget);
    void makeChoices();
    QCheckBox *option(const QString &text, const QString &name, const QString &toolTip, bool prompt::TemplateOptions::*member);
    void arrange(Document &document);
    void takeField(std::size_t index);
    void takeTools(bool wanted);
    void showTools();
    void showContent();
    void showProblems();

    PromptDraft &m_draft;
    FlowLayout *m_row;
    std::vector<Field> m_fields;
    QComboBox *m_effort;
    QComboBox *m_format;
    QComboBox *m_toolChoice;
    QCheckBox *m_hasTools;
    QCheckBox *m_lenient;
    QCheckBox *m_trimBlocks;
    QCheckBox *m_lstripBlocks;
    QLabel *m_said;
    JsonField *m_schema;
    JsonField *m_tools;
};

/// Texts at which a model stops: separated by commas, with \n, \t, \\ and \, inside.
[[nodiscard]] QStringList stopTextsFrom(const QString &text);
[[nodiscard]] QString toText(const QStringList &stopTexts);

} // namespace assay::ui
