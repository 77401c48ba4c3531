// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/prompts/examplesbar.h"

#include "ui/pages/prompts/promptdraft.h"
#include "ui/theme/theme.h"
#include "ui/widgets/flowlayout.h"
#include "ui/widgets/offer.h"

#include <QBoxLayout>
#include <QCheckBox>
#include <QComboBox>
#include <QLabel>
#include <QSignalBlocker>
#include <QSpinBox>

#include <limits>

namespace assay::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr int kMostExamples = 50;
constexpr int kFirstCount = 3;

QMap<QString, int> tagsOf(const evalset::EvalSet &set)
{
    QMap<QString, int> tags;
    for (const evalset::Item &item : set.items) {
        for (const QString &tag : item.tags)
            tags[tag] += item.reference.is_null() ? 0 : 1;
    }
    return tags;
}

} // namespace

ExamplesBar::ExamplesBar(Document &document, PromptDraft &draft, QWidget *parent)
    : QWidget(parent),
      m_document(document),
      m_draft(draft),
      m_isOn(new QCheckBox(tr("Examples from an eval set"), this)),
      m_fields(new QWidget(this)),
      m_set(new QComboBox(m_fields)),
      m_tag(new QComboBox(m_fields)),
      m_count(new QSpinBox(m_fields)),
      m_seed(new QSpinBox(m_fields)),
      m_said(new QLabel(this))
{
    makeParts();
    connect(m_isOn, &QCheckBox::clicked, this, &ExamplesBar::take);
    connect(m_set, &QComboBox::activated, this, [this] {
        loadTags();
        take();
    });
    connect(m_tag, &QComboBox::activated, this, &ExamplesBar::take);
    for (QSpinBox *box : {m_count, m_seed})
        connect(box, &QSpinBox::valueChanged, this, &ExamplesBar::take);
    connect(&m_draft, &PromptDraft::shown, this, &ExamplesBar::showDraft);
    connect(&m_draft, &PromptDraft::settingsChanged, this, &ExamplesBar::showDraft);
    connect(&m_document, &Document::listsChanged, this, &ExamplesBar::fillSets);
}

void ExamplesBar::makeParts()
{
    m_isOn->setObjectName(u"examplesCheckBox"_s);
    m_isOn->setToolTip(tr("Items with a tag and a reference become turns before the last user message. They are left out of every run of the version."));
    m_set->setObjectName(u"examplesSetComboBox"_s);
    m_tag->setObjectName(u"examplesTagComboBox"_s);
    m_count->setObjectName(u"examplesCountSpinBox"_s);
    m_count->setRange(1, kMostExamples);
    m_count->setValue(kFirstCount);
    m_seed->setObjectName(u"examplesSeedSpinBox"_s);
    m_seed->setRange(0, std::numeric_limits<int>::max());
    m_seed->setValue(1);
    m_seed->setToolTip(tr("Another seed draws others"));
    m_said->setObjectName(u"examplesLabel"_s);
    m_said->setProperty("secondary", true);
    m_said->setFont(theme::smallFont());
    m_said->setWordWrap(true);
    for (QComboBox *box : {m_set, m_tag}) {
        box->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
        box->setMinimumContentsLength(10);
    }
    auto *row = new FlowLayout(theme::space(3));
    const auto add = [&](const QString &caption, QWidget *field) {
        auto *box = new QWidget(m_fields);
        auto *stack = new QVBoxLayout(box);
        stack->setContentsMargins(0, 0, 0, 0);
        stack->setSpacing(2);
        auto *label = new QLabel(caption, box);
        label->setFont(theme::smallFont());
        label->setProperty("secondary", true);
        label->setBuddy(field);
        field->setAccessibleName(tr("Examples: %1").arg(caption));
        stack->addWidget(label);
        stack->addWidget(field);
        row->addWidget(box);
    };
    add(tr("set"), m_set);
    add(tr("tag"), m_tag);
    add(tr("how many"), m_count);
    add(tr("seed"), m_seed);
    m_fields->setLayout(row);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(theme::space(1));
    column->addWidget(m_isOn);
    column->addWidget(m_fields);
    column->addWidget(m_said);
}

void ExamplesBar::fillSets()
{
    const QSignalBlocker quiet(m_set);
    const QString before = m_set->currentText();
    m_set->clear();
    for (const store::EvalSetSummary &set : m_document.lists().sets)
        m_set->addItem(set.name);
    m_set->setCurrentIndex(std::max(0, m_set->findText(before)));
    updateOffer();
    if (m_set->currentText() != before)
        loadTags();
}

void ExamplesBar::loadTags()
{
    const QString name = m_set->currentText();
    m_document.read(
        this, [name](store::Database &database) { return store::EvalSetRepository(database).load(name).transform(&tagsOf); },
        [this, job = ++m_job](const Result<QMap<QString, int>> &tags) {
            if (job != m_job || !tags)
                return;
            m_tags = *tags;
            const QSignalBlocker quiet(m_tag);
            m_tag->clear();
            for (const auto &[tag, count] : m_tags.asKeyValueRange())
                m_tag->addItem(tr("%1 (%2)").arg(tag).arg(count), tag);
            showDraft();
        });
}

void ExamplesBar::showDraft()
{
    const auto &examples = m_draft.content().examples;
    const QSignalBlocker quietCount(m_count);
    const QSignalBlocker quietSeed(m_seed);
    m_isOn->setChecked(examples.has_value());
    updateOffer();
    m_fields->setVisible(examples.has_value());
    offer(*m_fields, m_draft.againstChanging());
    m_said->setVisible(examples.has_value());
    if (!examples)
        return;
    if (m_set->currentText() != examples->set && m_set->findText(examples->set) >= 0) {
        m_set->setCurrentIndex(m_set->findText(examples->set));
        loadTags();
    }
    if (m_tag->findData(examples->tag) < 0)
        m_tag->addItem(examples->tag, examples->tag);
    m_tag->setCurrentIndex(m_tag->findData(examples->tag));
    m_count->setValue(examples->count);
    m_seed->setValue(static_cast<int>(examples->seed));
    QStringList keys;
    for (const prompt::Example &example : examples->drawn)
        keys.append(example.key);
    m_said->setText(keys.isEmpty() ? tr("Drawn when the version is saved; the preview shows which. None of them is ever under test.") : tr("Drawn: %1. None of them is under test.").arg(keys.join(u", "_s)));
}

void ExamplesBar::updateOffer()
{
    const bool hasSet = m_set->count() > 0 || m_draft.content().examples;
    offer(*m_isOn, m_draft.isReadOnly() || hasSet ? m_draft.againstChanging() : tr("Examples are drawn from an eval set, and the workspace has none yet."));
}

void ExamplesBar::take()
{
    const bool isOn = m_isOn->isChecked();
    const QString tag = m_tag->currentData().toString();
    if (isOn && tag.isEmpty()) {
        m_said->setText(theme::mark(Tone::error) + u" "_s + tr("No item of %1 has a tag. Give those that make good examples one on the Eval sets page.").arg(m_set->currentText()));
        m_said->show();
        m_isOn->setChecked(m_draft.content().examples.has_value());
        return;
    }
    const prompt::ExampleDraw wanted{.set = m_set->currentText(), .tag = tag, .count = m_count->value(), .seed = m_seed->value()};
    m_draft.changeSettings(tr("examples"), [&](prompt::Content &content) { content.examples = isOn ? std::optional(wanted) : std::nullopt; });
}

} // namespace assay::ui
