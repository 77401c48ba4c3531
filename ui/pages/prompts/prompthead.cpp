// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/prompts/prompthead.h"

#include "ui/theme/theme.h"
#include "ui/widgets/offer.h"

#include <QBoxLayout>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalBlocker>

namespace assay::ui {

using namespace Qt::StringLiterals;

PromptHead::PromptHead(QWidget *parent)
    : QWidget(parent),
      m_prompt(new QComboBox(this)),
      m_state(new QLabel(this)),
      m_note(new QLineEdit(this)),
      m_discard(new QPushButton(this)),
      m_edit(new QPushButton(tr("Edit from here"), this)),
      m_duplicate(new QPushButton(this)),
      m_replace(new QPushButton(this)),
      m_save(new QPushButton(tr("Save version"), this))
{
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(theme::space(2));
    m_prompt->setObjectName(u"promptComboBox"_s);
    m_prompt->setAccessibleName(tr("Prompt"));
    m_prompt->setFont(theme::headlineFont());
    m_prompt->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    m_state->setObjectName(u"promptStateLabel"_s);
    m_state->setProperty("secondary", true);
    m_note->setObjectName(u"noteLineEdit"_s);
    m_note->setPlaceholderText(tr("Why this version? One line"));
    m_note->setAccessibleName(tr("Note of the new version"));
    m_save->setObjectName(u"saveVersionPushButton"_s);
    m_save->setProperty("main", true);
    m_save->setToolTip(tr("Ctrl+S"));
    m_edit->setObjectName(u"editPushButton"_s);
    m_edit->setToolTip(tr("A saved version never changes; this makes a draft of it."));
    m_discard->setObjectName(u"discardPushButton"_s);
    row->addWidget(m_prompt);
    row->addWidget(m_state);
    row->addWidget(m_note, 1);
    row->addStretch();
    m_duplicate->setObjectName(u"duplicatePushButton"_s);
    m_duplicate->hide();
    row->addWidget(m_duplicate);
    m_replace->setObjectName(u"replaceDraftPushButton"_s);
    m_replace->hide();
    row->addWidget(m_replace);
    row->addWidget(m_discard);
    row->addWidget(m_edit);
    row->addWidget(m_save);
    connect(m_prompt, &QComboBox::activated, this, [this] { Q_EMIT promptChosen(m_prompt->currentText()); });
    connect(m_save, &QPushButton::clicked, this, &PromptHead::saveRequested);
    connect(m_note, &QLineEdit::returnPressed, this, &PromptHead::saveRequested);
    connect(m_note, &QLineEdit::textEdited, this, &PromptHead::noteEdited);
    connect(m_edit, &QPushButton::clicked, this, &PromptHead::editRequested);
    connect(m_replace, &QPushButton::clicked, this, &PromptHead::replaceRequested);
    connect(m_duplicate, &QPushButton::clicked, this, [this] { Q_EMIT duplicateRequested(m_duplicateNumber); });
    connect(m_discard, &QPushButton::clicked, this, &PromptHead::discardRequested);
}

void PromptHead::setPrompts(const QStringList &names, const QString &current)
{
    if (m_prompt->isEditable() && m_prompt->lineEdit()->isModified())
        return;
    const QSignalBlocker quiet(m_prompt);
    m_prompt->clear();
    m_prompt->addItems(names);
    if (!current.isEmpty() && m_prompt->findText(current) < 0)
        m_prompt->addItem(current);
    m_prompt->setCurrentIndex(m_prompt->findText(current));
}

void PromptHead::setNameEditable(bool isEditable)
{
    if (m_prompt->isEditable() == isEditable)
        return;
    m_prompt->setEditable(isEditable);
    if (!isEditable)
        return;
    m_prompt->setInsertPolicy(QComboBox::NoInsert);
    m_prompt->lineEdit()->setFont(theme::headlineFont());
    connect(m_prompt->lineEdit(), &QLineEdit::editingFinished, this, &PromptHead::nameEdited);
    connect(m_prompt->lineEdit(), &QLineEdit::returnPressed, this, &PromptHead::nameEntered);
}

void PromptHead::focusName()
{
    m_prompt->setFocus();
    if (m_prompt->isEditable())
        m_prompt->lineEdit()->selectAll();
}

QStringList PromptHead::prompts() const
{
    QStringList names;
    for (int i = 0; i < m_prompt->count(); ++i)
        names.append(m_prompt->itemText(i));
    return names;
}

QString PromptHead::currentPrompt() const
{
    return m_prompt->currentText().trimmed();
}

void PromptHead::setCurrentPrompt(const QString &name)
{
    if (m_prompt->findText(name) >= 0)
        m_prompt->setCurrentIndex(m_prompt->findText(name));
    else if (m_prompt->isEditable())
        m_prompt->setItemText(m_prompt->currentIndex(), name);
    if (m_prompt->isEditable())
        m_prompt->setEditText(name);
}

void PromptHead::showState(Shown shown, const QString &text)
{
    m_state->setText(text);
    m_prompt->setVisible(shown != Shown::nothing);
    m_note->setVisible(shown == Shown::draft);
    m_save->setVisible(shown == Shown::draft);
    m_edit->setVisible(shown == Shown::version);
}

void PromptHead::withdrawOffers()
{
    m_duplicate->hide();
    m_replace->hide();
}

void PromptHead::offerDuplicate(int number)
{
    m_duplicateNumber = number;
    m_duplicate->setText(tr("Go to version %1").arg(number));
    m_duplicate->show();
}

void PromptHead::offerReplacing(int number)
{
    m_replace->setText(tr("Replace it with version %1").arg(number));
    m_replace->show();
}

void PromptHead::setDiscard(bool isOffered, bool isUndo)
{
    m_discard->setVisible(isOffered);
    m_discard->setText(isUndo ? tr("Undo discard") : tr("Discard draft"));
}

void PromptHead::setAgainstSaving(const QString &against)
{
    offer(*m_save, against);
}

bool PromptHead::canSave() const
{
    return m_save->isEnabled();
}

QString PromptHead::note() const
{
    return m_note->text().trimmed();
}

// A space at its end is no part of the note, and stays while one types on.
void PromptHead::setNote(const QString &note)
{
    if (note != this->note())
        m_note->setText(note);
}

void PromptHead::focusNote()
{
    m_note->setFocus(Qt::ShortcutFocusReason);
}

} // namespace assay::ui
