// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/models/keysourceeditor.h"

#include "ui/theme/theme.h"
#include "ui/widgets/offer.h"
#include "ui/widgets/wheelguard.h"

#include <QBoxLayout>
#include <QComboBox>
#include <QLineEdit>
#include <QPushButton>
#include <QRegularExpression>

#include <algorithm>

namespace assay::ui {

using namespace Qt::StringLiterals;

namespace {

bool isTyped(const QString &scheme)
{
    return scheme == u"keychain" || scheme == u"memory";
}

// It may be in the middle of a signal of its own, and is not found here any more.
void drop(QWidget *widget)
{
    widget->hide();
    widget->setParent(nullptr);
    widget->deleteLater();
}

QString slug(const QString &name)
{
    static const QRegularExpression others(u"[^A-Za-z0-9._-]+"_s);
    const QString word = QString(name).replace(others, u"-"_s);
    return word.isEmpty() ? u"key"_s : word;
}

} // namespace

KeySourceEditor::KeySourceEditor(QWidget *parent) : QWidget(parent), m_column(new QVBoxLayout(this)), m_more(new QPushButton(tr("+ Another key for a label"), this))
{
    m_column->setContentsMargins(0, 0, 0, 0);
    m_column->setSpacing(theme::space(1));
    m_more->setProperty("flat", true);
    m_more->setObjectName(u"anotherKeyPushButton"_s);
    m_more->setToolTip(tr("A label of a prompt, such as production, can have a key of its own"));
    m_column->addWidget(m_more, 0, Qt::AlignLeft);
    connect(m_more, &QPushButton::clicked, this, [this] {
        addRow({.label = {}, .scheme = u"env"_s, .name = {}});
        m_rows.last().label->setFocus();
        Q_EMIT edited();
    });
    setSource({});
}

void KeySourceEditor::setSuggestions(const QString &variable, const QString &name)
{
    m_variable = variable;
    m_name = name;
    for (const Row &row : m_rows)
        suggest(row);
}

void KeySourceEditor::setOffered(const QString &against)
{
    m_against = against;
    offer(*m_more, against);
    for (const Row &row : std::as_const(m_rows))
        offerFields(row);
}

void KeySourceEditor::offerFields(const Row &row)
{
    for (QWidget *field : QList<QWidget *>{row.label, row.scheme, row.name, row.key, row.remove})
        offer(*field, m_against);
}

void KeySourceEditor::setSource(const QString &text)
{
    // The fields stay where they say so already, and with them the keyboard.
    if (const auto shown = source(); !m_rows.isEmpty() && shown && *shown == text) {
        for (const Row &row : m_rows)
            row.key->clear();
        return;
    }
    for (const Row &row : std::exchange(m_rows, {}))
        drop(row.widget);
    const auto parsed = secrets::KeySource::fromText(text);
    // The row for all others is the first, and always there.
    const secrets::KeySource::Part *others = parsed ? parsed->forLabel(u"") : nullptr;
    addRow(others ? *others : secrets::KeySource::Part());
    if (!parsed)
        return;
    for (const secrets::KeySource::Part &part : parsed->parts()) {
        if (!part.label.isEmpty())
            addRow(part);
    }
}

void KeySourceEditor::addRow(const secrets::KeySource::Part &part)
{
    Row row;
    const QString number = QString::number(m_rows.size() + 1);
    row.widget = new QWidget(this);
    auto *column = new QVBoxLayout(row.widget);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(theme::space(1));
    row.label = new QLineEdit(part.label, row.widget);
    row.label->setPlaceholderText(tr("label"));
    row.label->setAccessibleName(tr("Label of the prompt"));
    row.label->setObjectName(u"keyLabel%1LineEdit"_s.arg(number));
    row.scheme = new QComboBox(row.widget);
    row.scheme->setObjectName(u"keyScheme%1ComboBox"_s.arg(number));
    row.scheme->setAccessibleName(tr("Where the key comes from"));
    row.scheme->addItem(tr("No key needed"), QString());
    row.scheme->addItem(tr("Environment variable"), u"env"_s);
    row.scheme->addItem(tr("Desktop keychain"), u"keychain"_s);
    row.scheme->addItem(tr("Command"), u"command"_s);
    row.scheme->addItem(tr("This session only"), u"memory"_s);
    row.scheme->setCurrentIndex(std::max(0, row.scheme->findData(part.scheme)));
    row.name = new QLineEdit(part.name, row.widget);
    row.name->setObjectName(u"keyName%1LineEdit"_s.arg(number));
    row.key = new QLineEdit(row.widget);
    row.key->setEchoMode(QLineEdit::Password);
    row.key->setInputMethodHints(Qt::ImhHiddenText | Qt::ImhSensitiveData | Qt::ImhNoPredictiveText | Qt::ImhNoAutoUppercase);
    row.key->setObjectName(u"key%1LineEdit"_s.arg(number));
    row.key->setAccessibleName(tr("The key"));
    new WheelGuard(*row.widget);
    row.remove = new QPushButton(tr("Remove"), row.widget);
    row.remove->setProperty("flat", true);
    row.remove->setAccessibleName(tr("Remove this label's key"));
    auto *head = new QHBoxLayout;
    head->setSpacing(theme::space(1));
    head->addWidget(row.label, 1);
    head->addWidget(row.scheme, 2);
    head->addWidget(row.remove);
    column->addLayout(head);
    column->addWidget(row.name);
    column->addWidget(row.key);
    m_column->insertWidget(m_column->count() - 1, row.widget);
    connect(row.scheme, &QComboBox::activated, this, [this, widget = row.widget] {
        const auto changed = std::ranges::find(m_rows, widget, &Row::widget);
        changed->name->clear();
        suggest(*changed);
        arrange(*changed);
        Q_EMIT edited();
    });
    connect(row.remove, &QPushButton::clicked, this, [this, widget = row.widget] { removeRow(widget); });
    for (QLineEdit *field : {row.label, row.name, row.key})
        connect(field, &QLineEdit::textEdited, this, &KeySourceEditor::edited);
    m_rows.append(row);
    offerFields(row);
    setFocusProxy(m_rows.first().scheme);
    arrange();
}

void KeySourceEditor::removeRow(QWidget *widget)
{
    m_rows.removeIf([widget](const Row &row) { return row.widget == widget; });
    drop(widget);
    arrange();
    Q_EMIT edited();
}

void KeySourceEditor::arrange()
{
    for (const Row &row : m_rows)
        arrange(row);
    m_more->setVisible(m_rows.size() > 1 || !m_rows.first().scheme->currentData().toString().isEmpty());
}

void KeySourceEditor::arrange(const Row &row)
{
    const bool isFirst = row.widget == m_rows.first().widget;
    const QString scheme = row.scheme->currentData().toString();
    row.label->setVisible(!isFirst);
    row.remove->setVisible(!isFirst);
    row.name->setVisible(!scheme.isEmpty());
    row.key->setVisible(isTyped(scheme));
    row.key->setPlaceholderText(scheme == u"memory" ? tr("Key, kept until Assay ends") : tr("Key, if it is not in the keychain yet"));
    row.name->setPlaceholderText(scheme == u"env" ? tr("Name of the variable") : scheme == u"command" ? tr("op read op://vault/item/field") : tr("What it is called there"));
    row.name->setAccessibleName(row.name->placeholderText());
    if (isFirst)
        m_more->setVisible(m_rows.size() > 1 || !scheme.isEmpty());
}

void KeySourceEditor::suggest(const Row &row)
{
    if (!row.name->text().isEmpty())
        return;
    const QString scheme = row.scheme->currentData().toString();
    if (scheme == u"env")
        row.name->setText(m_variable);
    else if (isTyped(scheme))
        row.name->setText(slug(m_name));
}

Result<QString> KeySourceEditor::source() const
{
    QStringList parts;
    QString others;
    for (const Row &row : m_rows) {
        const bool isFirst = row.widget == m_rows.first().widget;
        const QString scheme = row.scheme->currentData().toString();
        const QString name = row.name->text().trimmed();
        const QString label = row.label->text().trimmed();
        if (scheme.isEmpty()) {
            if (!isFirst)
                return fail(ErrorKind::invalidInput, tr("The label “%1” has no source.").arg(label), tr("Choose one, or remove the label."));
            continue;
        }
        if (name.isEmpty())
            return fail(ErrorKind::invalidInput, tr("The source of the key has no name."), row.name->placeholderText());
        if (!isFirst && label.isEmpty())
            return fail(ErrorKind::invalidInput, tr("A further key needs the label that it is for."), tr("Write it, such as production, or remove the key."));
        if (isFirst)
            others = scheme + u':' + name;
        else
            parts.append(label + u'=' + scheme + u':' + name);
    }
    if (!others.isEmpty())
        parts.append(others);
    // In a list of labels a semicolon ends a source.
    if (parts.size() > 1 && std::ranges::any_of(parts, [](const QString &part) { return part.contains(u';'); }))
        return fail(ErrorKind::invalidInput, tr("A command beside keys for labels cannot hold a semicolon."), tr("Put it into a script, and name that."));
    const QString text = parts.join(u';');
    if (const auto parsed = secrets::KeySource::fromText(text); !parsed)
        return std::unexpected(parsed.error());
    return text;
}

bool KeySourceEditor::hasTypedKey() const
{
    return std::ranges::any_of(m_rows, [](const Row &row) { return row.key->isVisibleTo(row.widget) && !row.key->text().isEmpty(); });
}

std::vector<TypedKey> KeySourceEditor::takeTypedKeys()
{
    std::vector<TypedKey> keys;
    for (const Row &row : m_rows) {
        const QString scheme = row.scheme->currentData().toString();
        QByteArray bytes = row.key->text().trimmed().toUtf8();
        row.key->clear();
        if (isTyped(scheme) && !bytes.isEmpty())
            keys.push_back({.scheme = scheme, .name = row.name->text().trimmed(), .key = secrets::Secret(std::move(bytes))});
    }
    return keys;
}

} // namespace assay::ui
