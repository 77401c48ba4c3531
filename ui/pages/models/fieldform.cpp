// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/models/fieldform.h"

#include "ui/pages/models/fieldcolumn.h"
#include "ui/widgets/codeview.h"

#include <QBoxLayout>

namespace assay::ui {

using namespace Qt::StringLiterals;

FieldForm::FieldForm(QWidget *parent) : QWidget(parent), m_fields(new FieldColumn(this))
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_fields);
}

void FieldForm::makeJsonField(CodeView &field, int mostLines, const QString &placeholder)
{
    field.setLanguage(Language::json);
    field.setHeightInLines(1, mostLines);
    field.setPlaceholderText(placeholder);
    field.setTabChangesFocus(true);
    connect(&field, &QPlainTextEdit::textChanged, this, [this, &field] {
        if (field.hasFocus())
            setEdited();
    });
}

void FieldForm::setEdited()
{
    m_isEdited = true;
    clearProblems();
    Q_EMIT edited();
}

void FieldForm::setFilled()
{
    m_isEdited = false;
    clearProblems();
}

void FieldForm::showProblem(const Error &error)
{
    Error plain = error;
    plain.context.clear();
    m_fields->showProblem(error.contextValue(u"field"), plain.describe());
}

void FieldForm::clearProblems()
{
    m_fields->clearProblems();
}

std::unexpected<Error> wrongField(const QString &field, const QString &message, const QString &hint)
{
    return std::unexpected(fail(ErrorKind::invalidInput, message, hint).error().with(u"field"_s, field));
}

QString optionText(const Json &options, std::string_view name)
{
    if (!options.is_object() || !options.contains(name))
        return {};
    const Json &value = options.at(name);
    return value.is_string() ? toQString(value) : QString::fromUtf8(toJson(value));
}

} // namespace assay::ui
