// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/prompts/itemchooser.h"

#include "ui/theme/theme.h"
#include "ui/widgets/offer.h"

#include <QBoxLayout>
#include <QComboBox>
#include <QSignalBlocker>
#include <QToolButton>

#include <algorithm>

namespace assay::ui {

using namespace Qt::StringLiterals;

namespace {

void fill(QComboBox *box, const QStringList &names)
{
    const QString chosen = box->currentText();
    const QSignalBlocker quiet(box);
    box->clear();
    box->addItems(names);
    box->setCurrentIndex(names.isEmpty() ? -1 : std::max(0, box->findText(chosen)));
}

} // namespace

ItemChooser::ItemChooser(Document &document, QWidget *parent)
    : QWidget(parent),
      m_document(document),
      m_set(new QComboBox(this)),
      m_item(new QComboBox(this)),
      m_model(new QComboBox(this)),
      m_previous(arrow(Qt::LeftArrow, u"previousItemToolButton"_s, tr("Previous item (Alt+PgUp)"))),
      m_next(arrow(Qt::RightArrow, u"nextItemToolButton"_s, tr("Next item (Alt+PgDown)")))
{
    m_set->setObjectName(u"previewSetComboBox"_s);
    m_set->setAccessibleName(tr("Eval set of the preview"));
    m_set->setToolTip(m_set->accessibleName());
    m_item->setObjectName(u"previewItemComboBox"_s);
    m_item->setAccessibleName(tr("Item of the preview"));
    m_item->setToolTip(tr("The item that the prompt is filled in for"));
    m_model->setObjectName(u"previewModelComboBox"_s);
    m_model->setAccessibleName(tr("Model"));
    m_model->setToolTip(tr("The model that tokens are counted for, and that the draft is tried with"));
    for (QComboBox *box : {m_set, m_item, m_model}) {
        box->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
        box->setMinimumContentsLength(6);
    }
    auto *items = new QHBoxLayout;
    items->setSpacing(theme::space(1));
    items->addWidget(m_set, 4);
    items->addWidget(m_item, 3);
    items->addWidget(m_previous);
    items->addWidget(m_next);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(theme::space(1));
    column->addLayout(items);
    column->addWidget(m_model);
    connect(m_set, &QComboBox::currentIndexChanged, this, &ItemChooser::loadSet);
    connect(m_item, &QComboBox::currentIndexChanged, this, [this] {
        updateArrows();
        Q_EMIT itemChanged();
    });
    connect(m_model, &QComboBox::currentIndexChanged, this, &ItemChooser::modelChanged);
    connect(m_previous, &QToolButton::clicked, this, [this] { step(-1); });
    connect(m_next, &QToolButton::clicked, this, [this] { step(1); });
}

QToolButton *ItemChooser::arrow(Qt::ArrowType type, const QString &name, const QString &toolTip)
{
    auto *made = new QToolButton(this);
    made->setArrowType(type);
    made->setObjectName(name);
    made->setToolTip(toolTip);
    made->setAccessibleName(toolTip);
    return made;
}

void ItemChooser::refresh()
{
    const WorkspaceLists &lists = m_document.lists();
    QStringList sets;
    int revision = 0;
    for (const store::EvalSetSummary &set : lists.sets)
        sets.append(set.name);
    fill(m_set, sets);
    for (const store::EvalSetSummary &set : lists.sets)
        revision = set.name == m_set->currentText() ? set.revision : revision;
    QStringList models;
    for (const run::PlannedModel &model : lists.models)
        models.append(model.model.name);
    const QString before = m_model->currentText();
    fill(m_model, models);
    setVisible(!sets.isEmpty() || !models.isEmpty());
    for (QWidget *each : QList<QWidget *>{m_set, m_item, m_previous, m_next})
        each->setVisible(!sets.isEmpty());
    m_model->setVisible(!models.isEmpty());
    if (m_set->currentText() != m_items.name || revision != m_items.revision)
        loadSet();
    if (m_model->currentText() != before)
        Q_EMIT modelChanged();
}

void ItemChooser::loadSet()
{
    const int job = ++m_job;
    const QString name = m_set->currentText();
    if (name.isEmpty()) {
        m_items = {};
        m_item->clear();
        Q_EMIT setChanged();
        Q_EMIT itemChanged();
        return;
    }
    m_document.read(
        this, [name](store::Database &database) { return store::EvalSetRepository(database).load(name); },
        [this, job](const Result<evalset::EvalSet> &set) {
            if (job != m_job || !set)
                return;
            m_items = *set;
            QStringList keys;
            for (const evalset::Item &item : m_items.items)
                keys.append(item.key);
            fill(m_item, keys);
            updateArrows();
            Q_EMIT setChanged();
            Q_EMIT itemChanged();
        });
}

void ItemChooser::updateArrows()
{
    offer(*m_previous, m_item->currentIndex() > 0 ? QString() : tr("It is the first item of the set."));
    offer(*m_next, m_item->currentIndex() + 1 < m_item->count() ? QString() : tr("It is the last item of the set."));
}

void ItemChooser::step(int by)
{
    if (m_item->count() > 0)
        m_item->setCurrentIndex(std::clamp(m_item->currentIndex() + by, 0, m_item->count() - 1));
}

evalset::Item ItemChooser::item() const
{
    const int row = m_item->currentIndex();
    return row >= 0 && row < m_items.items.size() ? m_items.items.at(row) : evalset::Item{};
}

std::optional<run::PlannedModel> ItemChooser::model() const
{
    const auto &models = m_document.lists().models;
    const auto found = std::ranges::find(models, m_model->currentText(), [](const run::PlannedModel &each) { return each.model.name; });
    return found == models.end() ? std::nullopt : std::optional(*found);
}

QStringList ItemChooser::variables() const
{
    QStringList names;
    if (m_items.items.isEmpty())
        return names;
    for (const auto &variable : m_items.items.first().variables.object_range())
        names.append(QString::fromStdString(std::string(variable.key())));
    return names;
}

} // namespace assay::ui
