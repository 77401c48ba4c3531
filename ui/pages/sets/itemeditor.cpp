// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/sets/itemeditor.h"

#include "core/grader/grader.h"
#include "ui/pages/sets/itemsmodel.h"
#include "ui/theme/theme.h"
#include "ui/widgets/codeview.h"

#include <QBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QScrollArea>

namespace assay::ui {

using namespace Qt::StringLiterals;

namespace {

QString assertionLines(const QList<evalset::Assertion> &assertions)
{
    QStringList lines;
    for (const evalset::Assertion &assertion : assertions)
        lines.append(QString::fromUtf8(toJson(evalset::toJson(assertion))));
    return lines.join(u'\n');
}

Result<QList<evalset::Assertion>> readAssertions(const QString &text)
{
    QList<evalset::Assertion> assertions;
    const QStringList lines = text.split(u'\n');
    for (qsizetype i = 0; i < lines.size(); ++i) {
        if (lines.at(i).trimmed().isEmpty())
            continue;
        auto assertion = parseJson(QStringView(lines.at(i))).and_then(evalset::assertionFromJson);
        if (assertion) {
            if (const auto checked = grader::checkAssertion(*assertion); !checked)
                assertion = std::unexpected(checked.error());
        }
        if (!assertion) {
            Error error = assertion.error();
            error.message = ItemEditor::tr("Assertion in line %1: %2").arg(i + 1).arg(error.message);
            error.context.clear();
            return std::unexpected(error);
        }
        assertions.append(*assertion);
    }
    return assertions;
}

/// JSON where it is JSON and no mere text.
Json readValue(const QString &text, bool wasText)
{
    if (wasText)
        return jsonString(text);
    return parseJson(QStringView(text)).value_or(jsonString(text));
}

} // namespace

ItemEditor::ItemEditor(QWidget *parent)
    : QWidget(parent),
      m_key(new QLineEdit(this)),
      m_tags(new QLineEdit(this)),
      m_group(new QLineEdit(this)),
      m_weight(new QLineEdit(this)),
      m_reference(new CodeView(this)),
      m_assertions(new CodeView(this)),
      m_problem(new QLabel(this)),
      m_fields(new QWidget(this)),
      m_nothing(new QLabel(this)),
      m_apply(new QPushButton(tr("Apply to item"), this))
{
    m_key->setObjectName(u"itemKeyLineEdit"_s);
    m_tags->setObjectName(u"itemTagsLineEdit"_s);
    m_tags->setPlaceholderText(tr("edge, es"));
    m_group->setPlaceholderText(tr("items from one source go together"));
    m_weight->setPlaceholderText(u"1"_s);
    m_reference->setHeightInLines(1, 8);
    m_reference->setObjectName(u"itemReferencePlainTextEdit"_s);
    m_assertions->setHeightInLines(2, 10);
    m_assertions->setLanguage(Language::json);
    m_assertions->setObjectName(u"itemAssertionsPlainTextEdit"_s);
    m_assertions->setPlaceholderText(u"{\"type\":\"contains\",\"value\":\"refund\"}"_s);
    m_problem->setWordWrap(true);
    m_problem->setObjectName(u"itemProblemLabel"_s);
    m_nothing->setProperty("secondary", true);
    m_nothing->setWordWrap(true);
    m_apply->setObjectName(u"itemApplyPushButton"_s);

    m_column = new QVBoxLayout(m_fields);
    m_column->setContentsMargins(0, 0, theme::space(1), 0);
    m_column->setSpacing(theme::space(1));
    addCaption(tr("Key"), m_key);
    m_variableColumn = new QVBoxLayout;
    m_variableColumn->setSpacing(theme::space(1));
    m_column->addLayout(m_variableColumn);
    addCaption(tr("Reference"), m_reference);
    addCaption(tr("Assertions beside the set's own, one JSON object a line"), m_assertions);
    addCaption(tr("Tags"), m_tags);
    addCaption(tr("Group"), m_group);
    addCaption(tr("Weight"), m_weight);
    m_column->addStretch();
    auto *scroll = new QScrollArea(this);
    scroll->setWidgetResizable(true);
    scroll->setWidget(m_fields);

    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_nothing);
    column->addWidget(scroll, 1);
    column->addWidget(m_problem);
    column->addWidget(m_apply, 0, Qt::AlignLeft);
    connect(m_apply, &QPushButton::clicked, this, &ItemEditor::take);
    for (QLineEdit *field : {m_key, m_tags, m_group, m_weight})
        connect(field, &QLineEdit::returnPressed, this, &ItemEditor::take);
    showNothing();
}

void ItemEditor::addCaption(const QString &text, QWidget *buddy)
{
    auto *label = new QLabel(text, m_fields);
    label->setFont(theme::smallFont());
    label->setProperty("secondary", true);
    label->setWordWrap(true);
    label->setBuddy(buddy);
    buddy->setAccessibleName(text);
    m_column->addWidget(label);
    m_column->addWidget(buddy);
}

void ItemEditor::showNothing(const QString &why)
{
    m_nothing->setText(why.isEmpty() ? tr("Choose an item to see and change it.") : why);
    m_nothing->show();
    m_fields->hide();
    m_problem->hide();
    m_apply->hide();
}

void ItemEditor::showItem(const evalset::Item &item, const QStringList &variableNames)
{
    m_shown = item;
    m_nothing->hide();
    m_fields->show();
    m_apply->show();
    m_problem->hide();
    m_key->setText(item.key);
    while (QLayoutItem *old = m_variableColumn->takeAt(0)) {
        if (old->widget())
            old->widget()->deleteLater();
        delete old;
    }
    m_variables.clear();
    for (const QString &name : variableNames) {
        const bool isThere = item.variables.contains(name.toStdString());
        const Json value = isThere ? item.variables.at(name.toStdString()) : jsonString(u"");
        auto *label = new QLabel(name, m_fields);
        label->setFont(theme::codeFont());
        auto *text = new CodeView(m_fields);
        text->setHeightInLines(1, 14);
        text->setPlainText(valueText(value));
        text->setLanguage(value.is_string() ? Language::plain : Language::json);
        text->setObjectName(u"variable_%1_PlainTextEdit"_s.arg(name));
        text->setAccessibleName(name);
        m_variableColumn->addWidget(label);
        m_variableColumn->addWidget(text);
        m_variables.append({name, text, value.is_string()});
    }
    m_reference->setPlainText(valueText(item.reference));
    m_reference->setLanguage(item.reference.is_string() ? Language::plain : Language::json);
    m_assertions->setPlainText(assertionLines(item.assertions));
    m_tags->setText(item.tags.join(u", "_s));
    m_group->setText(item.group);
    m_weight->setText(QString::number(item.weight));
}

Result<evalset::Item> ItemEditor::item() const
{
    evalset::Item item = m_shown;
    item.key = m_key->text().trimmed();
    if (item.key.isEmpty())
        return fail(ErrorKind::invalidInput, tr("The item has no key."), tr("Give it a short name that no other item has."));
    for (const VariableField &field : m_variables) {
        const QString text = field.text->toPlainText();
        if (text.isEmpty() && !item.variables.contains(field.name.toStdString()))
            continue;
        item.variables.insert_or_assign(field.name.toStdString(), readValue(text, field.wasText));
    }
    const QString reference = m_reference->toPlainText();
    item.reference = reference.trimmed().isEmpty() ? Json::null() : readValue(reference, m_shown.reference.is_string());
    auto assertions = readAssertions(m_assertions->toPlainText());
    if (!assertions)
        return std::unexpected(assertions.error());
    item.assertions = *assertions;
    item.tags.clear();
    for (const QString &tag : m_tags->text().split(u',', Qt::SkipEmptyParts)) {
        if (!tag.trimmed().isEmpty())
            item.tags.append(tag.trimmed());
    }
    item.group = m_group->text().trimmed();
    bool isNumber = true;
    item.weight = m_weight->text().trimmed().isEmpty() ? 1 : m_weight->text().toDouble(&isNumber);
    if (!isNumber || item.weight <= 0)
        return fail(ErrorKind::invalidInput, tr("The weight “%1” is not above 0.").arg(m_weight->text()), tr("Write a number such as 1 or 2.5."));
    return item;
}

void ItemEditor::take()
{
    const auto written = item();
    m_problem->setVisible(!written);
    if (!written) {
        m_problem->setText(theme::mark(Tone::error) + u" "_s + written.error().describe());
        m_problem->setStyleSheet(u"color: %1;"_s.arg(theme::foreground(Tone::error).name()));
        return;
    }
    if (*written == m_shown)
        return;
    m_shown = *written;
    Q_EMIT itemEdited(*written);
}

} // namespace assay::ui
