// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/prompts/versionrow.h"

#include "core/compare/passrate.h"
#include "ui/format/format.h"
#include "ui/theme/theme.h"

#include <QCoreApplication>
#include <QPainter>
#include <QApplication>

#include <algorithm>

namespace assay::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr int kMostRates = 4;

QString tr(const char *text)
{
    return QCoreApplication::translate("versionrow", text);
}

QFont titleFont()
{
    QFont font = theme::textFont();
    font.setWeight(QFont::DemiBold);
    return font;
}

QString titleOf(const VersionRow &row)
{
    return row.number == OpenPrompt::kDraft ? tr("draft") : QString::number(row.number);
}

qsizetype shownRates(const VersionRow &row)
{
    return std::min<qsizetype>(kMostRates, row.rates.size());
}

// Small, in a frame of its own. Gives where the next one may begin.
int paintChip(QPainter *painter, const QString &text, int x, int y, int right)
{
    const QFontMetrics metrics(theme::smallFont());
    const int width = std::min(metrics.horizontalAdvance(text) + theme::space(3), right - x);
    if (width < theme::space(6))
        return x;
    const QRectF area(x + 0.5, y + 0.5, width - 1, metrics.height() + 2);
    painter->setFont(theme::smallFont());
    painter->setPen(theme::foreground(Tone::accent));
    painter->setBrush(theme::background(Tone::accent));
    painter->drawRoundedRect(area, area.height() / 2, area.height() / 2);
    painter->drawText(area, Qt::AlignCenter, metrics.elidedText(text, Qt::ElideRight, width - theme::space(2)));
    return x + width + theme::space(1);
}

void paintRate(QPainter *painter, const VersionRate &rate, bool hasSet, const QRect &line)
{
    const QFontMetrics metrics(theme::smallFont());
    const QString figure = format::rate(rate.rate, rate.graded);
    const int figureWidth = metrics.horizontalAdvance(u"100.0 %"_s);
    constexpr int kBar = 44;
    painter->setFont(theme::smallFont());
    painter->drawText(line, Qt::AlignRight | Qt::AlignVCenter, figure);
    const QRectF bar(line.right() - figureWidth - kBar - theme::space(2), line.center().y() - 1.5, kBar, 4);
    painter->save();
    painter->setPen(Qt::NoPen);
    painter->setBrush(theme::hairline());
    painter->drawRoundedRect(bar, 2, 2);
    painter->setBrush(theme::foreground(Tone::pass));
    painter->drawRoundedRect(QRectF(bar.left(), bar.top(), bar.width() * std::clamp(rate.rate, 0.0, 1.0), bar.height()), 2, 2);
    painter->restore();
    const int nameWidth = static_cast<int>(bar.left()) - line.left() - theme::space(2);
    painter->drawText(line, Qt::AlignLeft | Qt::AlignVCenter, metrics.elidedText(hasSet ? rate.model + u" \u00b7 "_s + rate.set : rate.model, Qt::ElideRight, nameWidth));
}

} // namespace

QString VersionRow::moreRates() const
{
    const qsizetype more = rates.size() - shownRates(*this);
    return more > 0 ? tr("and %1 more").arg(more) : QString();
}

bool VersionRow::hasSets() const
{
    return std::ranges::any_of(rates, [this](const VersionRate &rate) { return rate.set != rates.first().set; });
}

QString VersionRow::asText() const
{
    QStringList parts{titleOf(*this)};
    if (!labels.isEmpty())
        parts.first() += u"  ["_s + labels.join(u", "_s) + u"]"_s;
    for (const QString &part : {note, origin}) {
        if (!part.isEmpty())
            parts.append(part);
    }
    for (const VersionRate &rate : rates)
        parts.append(tr("%1: %2 of %3 items of %4%5").arg(rate.model, format::rate(rate.rate, rate.graded)).arg(rate.graded).arg(rate.set, rate.isSimulated ? tr(", simulated") : QString()));
    return parts.join(u"  "_s);
}

QList<VersionRate> latestRates(const QList<store::ColumnHistory> &columns, int version)
{
    QList<VersionRate> rates;
    QStringList sets;
    for (const store::ColumnHistory &column : columns) {
        const auto isThis = [&column](const VersionRate &rate) { return rate.set == column.setName && rate.model == column.model; };
        if (column.version != version || std::ranges::any_of(rates, isThis))
            continue;
        if (const auto rate = compare::passRate(column.totals)) {
            rates.append({column.model, column.setName, rate->estimate, column.totals.graded(), column.isSimulated});
            if (!sets.contains(column.setName))
                sets.append(column.setName);
        }
    }
    std::ranges::sort(rates, {}, [&sets](const VersionRate &rate) { return std::pair(sets.indexOf(rate.set), rate.model); });
    return rates;
}

VersionRow draftRow(const store::Draft &draft)
{
    const QString origin = draft.parent ? tr("from version %1, kept as you type").arg(*draft.parent) : tr("kept as you type");
    return {.number = OpenPrompt::kDraft, .note = draft.note, .origin = origin, .labels = {}, .rates = {}};
}

QList<VersionRow> versionRows(const PromptRecord &record, UtcTime now)
{
    QList<VersionRow> rows;
    if (record.draft)
        rows.append(draftRow(*record.draft));
    for (const prompt::Version &version : record.versions) {
        QStringList origin;
        if (!version.author.isEmpty())
            origin.append(version.author);
        origin.append(format::relativeTime(version.createdAt, now));
        if (version.parent && *version.parent != version.number - 1)
            origin.append(tr("from version %1").arg(*version.parent));
        rows.append({.number = version.number, .note = version.note, .origin = origin.join(u" \u00b7 "_s), .labels = record.labels.keys(version.number), .rates = latestRates(record.columns, version.number)});
    }
    return rows;
}

void VersionDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    QStyleOptionViewItem plain = option;
    initStyleOption(&plain, index);
    plain.text.clear();
    const QStyle *style = option.widget != nullptr ? option.widget->style() : QApplication::style();
    style->drawControl(QStyle::CE_ItemViewItem, &plain, painter, option.widget);

    const auto row = index.data(kRowRole).value<VersionRow>();
    const QRect area = option.rect.adjusted(theme::space(2), theme::space(2), -theme::space(2), -theme::space(1));
    const QFontMetrics title(titleFont());
    const QFontMetrics text(theme::textFont());
    const QFontMetrics small(theme::smallFont());
    const QColor ink = option.palette.color(QPalette::Text);
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    int x = area.left();
    int y = area.top();
    painter->setFont(titleFont());
    painter->setPen(ink);
    painter->drawText(x, y + title.ascent(), titleOf(row));
    x += title.horizontalAdvance(titleOf(row)) + theme::space(2);
    painter->setFont(theme::textFont());
    painter->drawText(x, y + text.ascent(), text.elidedText(row.note, Qt::ElideRight, area.right() - x));
    y += title.height() + 2;
    painter->setFont(theme::smallFont());
    painter->setPen(theme::secondaryText());
    painter->drawText(area.left(), y + small.ascent(), small.elidedText(row.origin, Qt::ElideRight, area.width()));
    y += small.height() + 2;
    if (!row.labels.isEmpty()) {
        int chip = area.left();
        for (const QString &label : row.labels)
            chip = paintChip(painter, label, chip, y, area.right());
        y += small.height() + theme::space(2);
    }
    painter->setPen(ink);
    for (qsizetype i = 0; i < shownRates(row); ++i) {
        paintRate(painter, row.rates.at(i), row.hasSets(), QRect(area.left(), y, area.width(), small.height()));
        y += small.height() + 2;
    }
    if (const QString more = row.moreRates(); !more.isEmpty()) {
        painter->setFont(theme::smallFont());
        painter->setPen(theme::secondaryText());
        painter->drawText(area.left(), y + small.ascent(), more);
    }
    painter->setPen(theme::hairline());
    painter->drawLine(area.left(), option.rect.bottom(), area.right(), option.rect.bottom());
    painter->restore();
}

QSize VersionDelegate::sizeHint(const QStyleOptionViewItem &, const QModelIndex &index) const
{
    const auto row = index.data(kRowRole).value<VersionRow>();
    const int small = QFontMetrics(theme::smallFont()).height();
    int height = theme::space(3) + QFontMetrics(titleFont()).height() + 2 + small + theme::space(1);
    if (!row.labels.isEmpty())
        height += small + theme::space(2);
    height += static_cast<int>(shownRates(row) + (row.moreRates().isEmpty() ? 0 : 1)) * (small + 2);
    return {100, height};
}

} // namespace assay::ui
