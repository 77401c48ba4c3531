// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/prompts/parametersbar.h"

#include "ui/theme/theme.h"

#include <QBoxLayout>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>

namespace assay::ui {

using namespace Qt::StringLiterals;

namespace {
constexpr int kFieldWidth = 60;
constexpr double kHottest = 2;
} // namespace

ParametersBar::ParametersBar(QWidget *parent) : QWidget(parent), m_temperature(new QLineEdit(this)), m_maxTokens(new QLineEdit(this)), m_format(new QComboBox(this))
{
    m_temperature->setObjectName(u"temperatureLineEdit"_s);
    m_maxTokens->setObjectName(u"maxTokensLineEdit"_s);
    m_format->setObjectName(u"responseFormatComboBox"_s);
    for (QLineEdit *field : {m_temperature, m_maxTokens}) {
        field->setPlaceholderText(tr("default"));
        field->setFixedWidth(kFieldWidth);
        connect(field, &QLineEdit::textEdited, this, &ParametersBar::edited);
    }
    m_format->addItems({tr("text"), tr("JSON"), tr("JSON Schema")});
    m_format->setToolTip(tr("What the model is asked to answer with"));
    connect(m_format, &QComboBox::activated, this, &ParametersBar::edited);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(theme::space(2));
    const auto add = [&](const QString &text, QWidget *field) {
        auto *label = new QLabel(text, this);
        label->setProperty("secondary", true);
        label->setBuddy(field);
        field->setAccessibleName(text);
        row->addWidget(label);
        row->addWidget(field);
    };
    add(tr("temperature"), m_temperature);
    add(tr("max tokens out"), m_maxTokens);
    add(tr("as"), m_format);
    row->addStretch();
}

void ParametersBar::setContent(const prompt::Content &content)
{
    m_temperature->setText(content.parameters.temperature ? QString::number(*content.parameters.temperature) : QString());
    m_maxTokens->setText(content.parameters.maxOutputTokens ? QString::number(*content.parameters.maxOutputTokens) : QString());
    m_format->setCurrentIndex(static_cast<int>(content.responseFormat));
}

Result<prompt::Content> ParametersBar::applyTo(prompt::Content content) const
{
    bool isNumber = true;
    content.parameters.temperature.reset();
    if (const QString text = m_temperature->text().trimmed(); !text.isEmpty()) {
        content.parameters.temperature = text.toDouble(&isNumber);
        if (!isNumber || *content.parameters.temperature < 0 || *content.parameters.temperature > kHottest)
            return fail(ErrorKind::invalidInput, tr("The temperature “%1” is not between 0 and 2.").arg(text), tr("Write a number such as 0.7, or leave it empty."));
    }
    content.parameters.maxOutputTokens.reset();
    if (const QString text = m_maxTokens->text().trimmed(); !text.isEmpty()) {
        content.parameters.maxOutputTokens = text.toLongLong(&isNumber);
        if (!isNumber || *content.parameters.maxOutputTokens < 1)
            return fail(ErrorKind::invalidInput, tr("“%1” is no number of tokens.").arg(text), tr("Write a whole number such as 200, or leave it empty."));
    }
    content.responseFormat = static_cast<prompt::ResponseFormat>(m_format->currentIndex());
    if (content.responseFormat != prompt::ResponseFormat::jsonSchema)
        content.responseSchema = Json::null();
    else if (content.responseSchema.is_null())
        return fail(ErrorKind::invalidInput, tr("This version has no JSON Schema."), tr("Choose JSON, or import a prompt file that brings its schema."));
    return content;
}

void ParametersBar::setReadOnly(bool readOnly)
{
    m_temperature->setReadOnly(readOnly);
    m_maxTokens->setReadOnly(readOnly);
    m_format->setEnabled(!readOnly);
}

} // namespace assay::ui
