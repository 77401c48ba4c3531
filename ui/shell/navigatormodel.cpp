// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/navigatormodel.h"

#include "ui/format/format.h"
#include "ui/theme/theme.h"

namespace assay::ui {

using namespace Qt::StringLiterals;

namespace {

enum GroupIndex { kPrompts, kSets, kRuns, kModels };
constexpr quintptr kNoParent = 0; // children carry 1 + their group

Tone runTone(run::RunState state)
{
    switch (state) {
    case run::RunState::running:
        return Tone::running;
    case run::RunState::finished:
        return Tone::pass;
    case run::RunState::failed:
        return Tone::error;
    case run::RunState::paused:
    case run::RunState::cancelled:
    case run::RunState::capped:
        return Tone::skipped;
    }
    Q_UNREACHABLE_RETURN(Tone::neutral);
}

QString progressText(int done, int cells)
{
    return cells > 0 && done < cells ? format::rate(static_cast<double>(done) / cells, 1) : theme::mark(Tone::pass);
}

} // namespace

NavigatorModel::NavigatorModel(QObject *parent) : QAbstractItemModel(parent), m_groups{{tr("Prompts"), {}}, {tr("Eval sets"), {}}, {tr("Runs"), {}}, {tr("Models"), {}}} {}

NavigatorModel::Entry NavigatorModel::runEntry(const store::RunSummary &summary)
{
    Place place{.page = PageId::results, .name = {}, .number = {}, .run = summary.id, .cell = {}, .item = {}};
    if (summary.state == run::RunState::running)
        place.page = PageId::run;
    return {u"#%1  %2"_s.arg(summary.id.value).arg(summary.setName), progressText(summary.done, summary.cells),
        tr("%1 on %2").arg(summary.versions.join(u", "_s), summary.models.join(u", "_s)), place, true, static_cast<int>(runTone(summary.state))};
}

void NavigatorModel::setLists(const WorkspaceLists &lists)
{
    const auto place = [](PageId page, const QString &name) { return Place{.page = page, .name = name, .number = {}, .run = {}, .cell = {}, .item = {}}; };
    QList<Entry> prompts;
    for (const store::PromptSummary &prompt : lists.prompts)
        prompts.append({prompt.name, QString::number(prompt.newest), tr("%n version(s)", nullptr, prompt.versionCount), place(PageId::prompts, prompt.name), true,
            static_cast<int>(Tone::neutral)});
    QList<Entry> sets;
    for (const store::EvalSetSummary &set : lists.sets)
        sets.append({set.name, QString::number(set.itemCount), set.title, place(PageId::sets, set.name), true, static_cast<int>(Tone::neutral)});
    QList<Entry> runs;
    for (const store::RunSummary &summary : lists.runs)
        runs.append(runEntry(summary));
    QList<Entry> models;
    for (const run::PlannedModel &model : lists.models) {
        const bool simulated = model.provider.isSimulated();
        models.append({model.model.name, simulated ? theme::mark(Tone::simulated) : QString(), simulated ? tr("simulated: no key, no network, no cost") : model.provider.baseUrl,
            place(PageId::models, model.model.name), true, static_cast<int>(simulated ? Tone::simulated : Tone::neutral)});
    }
    replace(kPrompts, prompts);
    replace(kSets, sets);
    replace(kRuns, runs);
    replace(kModels, models);
}

// Rows are kept where they are and only their values change, so that selection and unfolded groups survive.
void NavigatorModel::replace(int group, const QList<Entry> &entries)
{
    QList<Entry> &current = m_groups[group].entries;
    const QModelIndex parent = index(group, 0, {});
    if (entries.size() < current.size()) {
        beginRemoveRows(parent, static_cast<int>(entries.size()), static_cast<int>(current.size()) - 1);
        current.resize(entries.size());
        endRemoveRows();
    } else if (entries.size() > current.size()) {
        beginInsertRows(parent, static_cast<int>(current.size()), static_cast<int>(entries.size()) - 1);
        current.resize(entries.size());
        endInsertRows();
    }
    if (current == entries)
        return;
    current = entries;
    Q_EMIT dataChanged(index(0, 0, parent), index(static_cast<int>(entries.size()) - 1, 0, parent));
}

void NavigatorModel::setRunProgress(run::RunId run, double progress)
{
    QList<Entry> &runs = m_groups[kRuns].entries;
    const auto found = std::ranges::find_if(runs, [&](const Entry &entry) { return entry.place.run == run; });
    if (found == runs.end())
        return;
    const QString number = progress < 1 ? format::rate(progress, 1) : theme::mark(Tone::pass);
    if (found->number == number)
        return;
    found->number = number;
    const QModelIndex changed = index(static_cast<int>(found - runs.begin()), 0, index(kRuns, 0, {}));
    Q_EMIT dataChanged(changed, changed, {NumberRole});
}

QModelIndex NavigatorModel::index(int row, int column, const QModelIndex &parent) const
{
    if (!hasIndex(row, column, parent))
        return {};
    return createIndex(row, column, parent.isValid() ? static_cast<quintptr>(parent.row()) + 1 : kNoParent);
}

QModelIndex NavigatorModel::parent(const QModelIndex &child) const
{
    if (!child.isValid() || child.internalId() == kNoParent)
        return {};
    return createIndex(static_cast<int>(child.internalId()) - 1, 0, kNoParent);
}

int NavigatorModel::rowCount(const QModelIndex &parent) const
{
    if (!parent.isValid())
        return static_cast<int>(m_groups.size());
    if (parent.internalId() != kNoParent)
        return 0;
    return static_cast<int>(m_groups.at(parent.row()).entries.size());
}

int NavigatorModel::columnCount(const QModelIndex &) const
{
    return 1;
}

QVariant NavigatorModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    if (index.internalId() == kNoParent)
        return role == Qt::DisplayRole ? QVariant(m_groups.at(index.row()).name) : QVariant();
    const Entry &entry = m_groups.at(static_cast<int>(index.internalId()) - 1).entries.at(index.row());
    switch (role) {
    case Qt::DisplayRole:
        return entry.name;
    case Qt::ToolTipRole:
        return entry.toolTip;
    case NumberRole:
        return entry.number;
    case ToneRole:
        return entry.tone;
    case PlaceRole:
        return entry.leadsSomewhere ? QVariant::fromValue(entry.place) : QVariant();
    case Qt::AccessibleTextRole:
        return QString(entry.name + u", "_s + entry.number);
    default:
        return {};
    }
}

Qt::ItemFlags NavigatorModel::flags(const QModelIndex &index) const
{
    if (!index.isValid())
        return {};
    return Qt::ItemIsEnabled | Qt::ItemIsSelectable;
}

} // namespace assay::ui
