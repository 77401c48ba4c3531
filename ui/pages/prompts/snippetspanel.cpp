// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/prompts/snippetspanel.h"

#include "core/prompt/language/template.h"
#include "ui/editor/templateeditor.h"
#include "ui/theme/theme.h"
#include "ui/widgets/offer.h"
#include "ui/widgets/problemlabel.h"

#include <QBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QScrollArea>
#include <QSignalBlocker>

#include <algorithm>

namespace assay::ui {

using namespace Qt::StringLiterals;

SnippetsPanel::SnippetsPanel(Document &document, EditorLook &look, QWidget *parent)
    : QWidget(parent),
      m_document(document),
      m_list(new QListWidget(this)),
      m_name(new QLineEdit(this)),
      m_text(new TemplateEditor(look, true, this)),
      m_new(new QPushButton(tr("New"), this)),
      m_save(new QPushButton(tr("Save"), this)),
      m_insert(new QPushButton(tr("Insert include"), this)),
      m_remove(new QPushButton(tr("Remove"), this)),
      m_uses(new QLabel(this)),
      m_said(new QLabel(this))
{
    makeParts();
    connect(m_list, &QListWidget::currentRowChanged, this, &SnippetsPanel::showChosen);
    connect(m_name, &QLineEdit::textChanged, this, &SnippetsPanel::updateButtons);
    connect(m_text, &TemplateEditor::changed, this, &SnippetsPanel::updateButtons);
    connect(m_new, &QPushButton::clicked, this, &SnippetsPanel::begin);
    connect(m_save, &QPushButton::clicked, this, &SnippetsPanel::save);
    connect(m_remove, &QPushButton::clicked, this, &SnippetsPanel::remove);
    connect(m_insert, &QPushButton::clicked, this, [this] {
        if (const store::Snippet *snippet = chosen())
            Q_EMIT insertRequested(snippet->name);
    });
    connect(m_list, &QListWidget::itemActivated, m_insert, &QPushButton::click);
    updateButtons();
}

void SnippetsPanel::makeParts()
{
    m_list->setObjectName(u"snippetsListWidget"_s);
    m_list->setAccessibleName(tr("Snippets"));
    m_list->setMaximumHeight(140);
    m_name->setObjectName(u"snippetNameLineEdit"_s);
    m_name->setPlaceholderText(tr("name"));
    m_name->setAccessibleName(tr("Name of the snippet"));
    m_text->setObjectName(u"snippetPlainTextEdit"_s);
    m_text->setAccessibleName(tr("Text of the snippet"));
    m_text->setPlaceholderText(tr("Text that prompts include by its name"));
    m_text->setBase(BaseSyntax::markdown);
    m_new->setObjectName(u"newSnippetPushButton"_s);
    m_save->setObjectName(u"saveSnippetPushButton"_s);
    m_save->setToolTip(tr("Drafts take the new text at once; saved versions keep theirs."));
    m_insert->setObjectName(u"insertSnippetPushButton"_s);
    m_insert->setToolTip(tr("Writes {% include %} at the cursor of the message"));
    m_remove->setObjectName(u"removeSnippetPushButton"_s);
    m_remove->setToolTip(tr("Saved versions keep the text that they pinned."));
    m_uses->setObjectName(u"snippetUsesLabel"_s);
    m_uses->setProperty("secondary", true);
    m_uses->setFont(theme::smallFont());
    m_uses->setWordWrap(true);
    m_said->setObjectName(u"snippetSaidLabel"_s);
    m_said->setTextFormat(Qt::PlainText); // it quotes the template
    m_said->setWordWrap(true);
    m_said->hide();
    auto *scroll = new QScrollArea(this);
    scroll->setWidgetResizable(true);
    auto *body = new QWidget(scroll);
    auto *bodyColumn = new QVBoxLayout(body);
    bodyColumn->setContentsMargins(0, 0, 0, 0);
    bodyColumn->addWidget(m_text);
    bodyColumn->addStretch();
    scroll->setWidget(body);
    auto *head = new QHBoxLayout;
    head->setSpacing(theme::space(1));
    head->addWidget(m_name, 1);
    head->addWidget(m_new);
    auto *row = new QHBoxLayout;
    row->setSpacing(theme::space(1));
    row->addWidget(m_save, 1);
    row->addWidget(m_remove, 1);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, theme::space(2), 0, 0);
    column->setSpacing(theme::space(2));
    column->addWidget(m_list);
    column->addLayout(head);
    column->addWidget(scroll, 1);
    column->addWidget(m_said);
    column->addWidget(m_uses);
    column->addWidget(m_insert);
    column->addLayout(row);
}

QStringList SnippetsPanel::names() const
{
    QStringList names;
    for (const store::Snippet &snippet : m_snippets)
        names.append(snippet.name);
    return names;
}

QMap<QString, QString> SnippetsPanel::texts() const
{
    QMap<QString, QString> texts;
    for (const store::Snippet &snippet : m_snippets)
        texts.insert(snippet.name, snippet.text);
    return texts;
}

const store::Snippet *SnippetsPanel::chosen() const
{
    const int row = m_list->currentRow();
    return row >= 0 && row < m_snippets.size() ? &m_snippets.at(row) : nullptr;
}

void SnippetsPanel::setCanInsert(bool can)
{
    m_canInsert = can;
    updateButtons();
}

void SnippetsPanel::refresh()
{
    m_document.read(
        this, [](store::Database &database) { return store::SnippetRepository(database).list(); },
        [this](const Result<QList<store::Snippet>> &snippets) {
            if (snippets && *snippets != m_snippets)
                fill(*snippets);
        });
}

void SnippetsPanel::fill(const QList<store::Snippet> &snippets)
{
    const QString name = m_name->text().trimmed();
    m_snippets = snippets;
    {
        const QSignalBlocker quiet(m_list);
        m_list->clear();
        m_list->addItems(names());
        m_list->setCurrentRow(static_cast<int>(names().indexOf(name)));
    }
    const bool isOther = chosen() == nullptr || m_text->text() != chosen()->text;
    if (name.isEmpty() && !snippets.isEmpty())
        m_list->setCurrentRow(0);
    else if (isOther)
        updateButtons();
    if (chosen() != nullptr)
        showUses(chosen()->name);
    updateButtons();
    Q_EMIT changed();
}

void SnippetsPanel::showChosen()
{
    const store::Snippet *snippet = chosen();
    m_said->hide();
    if (snippet != nullptr) {
        m_name->setText(snippet->name);
        m_text->setText(snippet->text);
        showUses(snippet->name);
    }
    updateButtons();
}

void SnippetsPanel::showUses(const QString &name)
{
    m_document.read(
        this, [name](store::Database &database) { return store::SnippetRepository(database).uses(name); },
        [this, name, job = ++m_job](const Result<QList<store::SnippetUse>> &uses) {
            if (!uses || job != m_job)
                return;
            QStringList versions;
            for (const store::SnippetUse &use : *uses)
                versions.append(use.isCurrent ? use.version : tr("%1 (an earlier text)").arg(use.version));
            m_uses->setText(versions.isEmpty() ? tr("No saved version includes it.") : tr("In %1").arg(versions.join(u", "_s)));
        });
}

void SnippetsPanel::save()
{
    const QString name = m_name->text().trimmed();
    const QString text = m_text->text();
    if (const auto parsed = prompt::Template::parse(text, {}, prompt::snippetsFrom(texts())); !parsed) {
        say(parsed.error().describe(), true);
        return;
    }
    m_document.write(
        this, [name, text](store::Database &database) { return store::SnippetRepository(database).save(name, text, SystemClock().utcNow()); },
        [this](const Result<void> &saved) {
            if (saved)
                refresh();
            else
                say(saved.error().describe(), true);
        });
}

void SnippetsPanel::remove()
{
    const store::Snippet *snippet = chosen();
    if (snippet == nullptr)
        return;
    m_document.write(
        this, [name = snippet->name](store::Database &database) { return store::SnippetRepository(database).remove(name, SystemClock().utcNow()); },
        [this](const Result<void> &removed) {
            if (!removed) {
                say(removed.error().describe(), true);
                return;
            }
            begin();
            refresh();
        });
}

void SnippetsPanel::begin()
{
    m_list->setCurrentRow(-1);
    m_name->clear();
    m_text->setText({});
    m_uses->clear();
    m_name->setFocus();
    updateButtons();
}

void SnippetsPanel::updateButtons()
{
    const store::Snippet *snippet = chosen();
    const QString name = m_name->text().trimmed();
    const bool isSame = snippet != nullptr && snippet->name == name && snippet->text == m_text->text();
    m_list->setVisible(!m_snippets.isEmpty());
    offer(*m_save, name.isEmpty() ? tr("Give the snippet a name first.") : isSame ? tr("It is saved as it stands here.") : QString());
    offer(*m_remove, snippet != nullptr ? QString() : tr("Choose a saved snippet first."));
    offer(*m_insert,
        !m_canInsert ? tr("A saved version never changes. Choose the draft to write into it.") : isSame ? QString() : tr("Save the snippet first: a prompt includes its saved text."));
}

void SnippetsPanel::say(const QString &text, bool isProblem)
{
    isProblem ? showProblem(*m_said, text) : showText(*m_said, text);
}

} // namespace assay::ui
