// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/prompts/costpanel.h"

#include "ui/format/format.h"
#include "ui/theme/theme.h"
#include "ui/widgets/plaintable.h"
#include "ui/widgets/problemlabel.h"

#include <QBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QTableWidget>
#include <QTimer>
#include <QtConcurrentRun>

#include <utility>

namespace assay::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr int kDelayMs = 400;
enum Column { ModelColumn, TokensColumn, CallColumn, SetColumn, ColumnCount };

QString marked(const QString &figure, const run::Takings &takings)
{
    return takings.inputError > 0 ? u"\u2248 "_s + figure : figure;
}

QString moneyOf(const run::PlannedModel &model, Money amount)
{
    return model.price ? format::money(amount) : CostPanel::tr("unknown");
}

QString rangeOf(const run::PlannedModel &model, const run::Takings &takings)
{
    if (!model.price)
        return CostPanel::tr("The model has no price: give it one on the Models page.");
    const QString range = CostPanel::tr("Likely %1: at least %2, and never more than %3.").arg(format::money(takings.likely), format::money(takings.low), format::money(takings.worstCase));
    return model.provider.isSimulated() ? range + u' ' + CostPanel::tr("Simulated: nothing is charged.") : range;
}

} // namespace

CostPanel::CostPanel(Document &document, QWidget *parent)
    : QWidget(parent),
      m_document(document),
      m_title(new QLabel(this)),
      m_table(new QTableWidget(0, ColumnCount, this)),
      m_said(new QLabel(this)),
      m_timer(new QTimer(this))
{
    m_title->setObjectName(u"costsLabel"_s);
    m_title->setProperty("secondary", true);
    m_title->setWordWrap(true);
    m_said->setObjectName(u"costsNoteLabel"_s);
    m_said->setProperty("secondary", true);
    m_said->setFont(theme::smallFont());
    m_said->setWordWrap(true);
    m_table->setObjectName(u"costsTableWidget"_s);
    m_table->setAccessibleName(tr("What the draft would cost, by model"));
    makePlain(*m_table);
    m_table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_table->horizontalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    m_table->horizontalHeader()->setSectionResizeMode(ModelColumn, QHeaderView::Stretch);
    for (const auto &[section, width] : {std::pair(TokensColumn, 64), {CallColumn, 90}, {SetColumn, 74}})
        m_table->setColumnWidth(section, width);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, theme::space(2), 0, 0);
    column->setSpacing(theme::space(2));
    column->addWidget(m_title);
    column->addWidget(m_table, 1);
    column->addWidget(m_said);
    column->addStretch(); // without a table what is wrong stands at the top
    m_timer->setSingleShot(true);
    m_timer->setInterval(kDelayMs);
    connect(m_timer, &QTimer::timeout, this, &CostPanel::update);
}

void CostPanel::setPlan(const run::RunPlan &plan, qsizetype item)
{
    m_plan = plan;
    m_item = item;
    m_isStale = true;
    if (isVisible())
        m_timer->start();
}

void CostPanel::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    if (m_isStale)
        m_timer->start();
}

void CostPanel::update()
{
    if (m_isBusy || m_plan.models.isEmpty() || m_plan.set.items.isEmpty()) {
        if (!m_isBusy)
            m_title->setText(m_plan.models.isEmpty() ? tr("There is no model yet. The Models page adds some.") : tr("Import an eval set to see what its items cost."));
        return;
    }
    m_isBusy = true;
    m_isStale = false;
    m_document.read(
        this, [plan = m_plan](store::Database &database) { return store::RunRepository(database).experience(plan); },
        [this, plan = m_plan, item = m_item](const Result<run::Experience> &experience) {
            auto *watcher = new QFutureWatcher<Result<Figures>>(this);
            connect(watcher, &QFutureWatcherBase::finished, this, [this, watcher] {
                watcher->deleteLater();
                m_isBusy = false;
                showFigures(watcher->result());
                if (m_isStale && isVisible())
                    m_timer->start();
            });
            watcher->setFuture(QtConcurrent::run([plan, item, experience]() -> Result<Figures> {
                if (!experience)
                    return std::unexpected(experience.error());
                run::RunPlan one = plan;
                one.set.items = {plan.set.items.at(std::clamp<qsizetype>(item, 0, plan.set.items.size() - 1))};
                return run::estimate(one, *experience).and_then([&](const run::Estimate &single) {
                    return run::estimate(plan, *experience).transform([&](const run::Estimate &whole) { return Figures{plan, single, whole}; });
                });
            }));
        });
}

void CostPanel::showFigures(const Result<Figures> &figures)
{
    m_table->setVisible(figures.has_value());
    if (!figures) {
        showProblem(*m_title, figures.error().describe());
        m_said->clear();
        return;
    }
    const run::RunPlan &plan = figures->plan;
    showText(*m_title, tr("One call for the item that is shown, and all %n item(s) of %1.", nullptr, static_cast<int>(plan.set.items.size())).arg(plan.set.name));
    m_table->setHorizontalHeaderLabels({tr("model"), tr("tokens"), tr("a call"), tr("the set")});
    for (const int column : {TokensColumn, CallColumn, SetColumn})
        m_table->horizontalHeaderItem(column)->setTextAlignment(Qt::AlignRight | Qt::AlignVCenter);
    m_table->setRowCount(static_cast<int>(plan.models.size()));
    for (int row = 0; row < plan.models.size(); ++row) {
        const run::PlannedModel &model = plan.models.at(row);
        const run::Takings &call = figures->item.models.at(row);
        const run::Takings &set = figures->set.models.at(row);
        const auto put = [&](int column, const QString &text, const QString &toolTip) {
            auto *cell = new QTableWidgetItem(text);
            cell->setToolTip(toolTip);
            if (column != ModelColumn)
                cell->setTextAlignment(Qt::AlignRight | Qt::AlignVCenter);
            m_table->setItem(row, column, cell);
        };
        put(ModelColumn, model.model.name, model.provider.isSimulated() ? tr("%1, simulated").arg(model.model.name) : model.model.name);
        put(TokensColumn, marked(format::tokens(call.inputTokens), call), call.inputError > 0 ? tr("An estimate, within %1 % nearly always.").arg(qRound(call.inputError * 100)) : tr("Counted with the model's own encoding."));
        put(CallColumn, moneyOf(model, call.likely), rangeOf(model, call));
        put(SetColumn, moneyOf(model, set.likely), rangeOf(model, set));
    }
    m_said->setText(tr("Likely costs: with answers as long as the model gave before, else a quarter of the most. ≈ where the encoding is not public."));
}

} // namespace assay::ui
