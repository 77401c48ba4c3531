// SPDX-License-Identifier: GPL-3.0-or-later
// What the forms of the Models page have in common: fields in a column, what is wrong with them, and whether their user has changed any of them.
#pragma once

#include "core/base/error.h"
#include "core/base/json.h"

#include <QWidget>

namespace assay::ui {

class CodeView;
class FieldColumn;

class FieldForm : public QWidget {
    Q_OBJECT

public:
    /// At the field that the error names, or at the end of all.
    virtual void showProblem(const Error &error);
    [[nodiscard]] bool isEdited() const { return m_isEdited; }

Q_SIGNALS:
    void edited();

protected:
    explicit FieldForm(QWidget *parent);

    void setEdited();
    /// To be called once the fields are filled: nothing is wrong yet, and nothing edited.
    void setFilled();
    /// What is typed into it is an edit; what is filled in is none.
    void makeJsonField(CodeView &field, int mostLines, const QString &placeholder);
    /// Nothing after showing what is wrong.
    template<typename Config> [[nodiscard]] std::optional<Config> valueOrProblem(Result<Config> read)
    {
        clearProblems();
        if (read)
            return *std::move(read);
        showProblem(read.error());
        return std::nullopt;
    }

    FieldColumn *const m_fields;

private:
    void clearProblems();

    bool m_isEdited = false;
};

/// An error of the field with this key.
[[nodiscard]] std::unexpected<Error> wrongField(const QString &field, const QString &message, const QString &hint);

/// An option of a provider or a model as the text of its field; empty when it is not set.
[[nodiscard]] QString optionText(const Json &options, std::string_view name);

} // namespace assay::ui
