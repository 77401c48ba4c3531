// SPDX-License-Identifier: GPL-3.0-or-later
// One version in the timeline, as it is shown.
#pragma once

#include "ui/pages/prompts/openprompt.h"

#include <QStyledItemDelegate>

namespace assay::ui {

/// How a version did lately with one model.
struct VersionRate {
    QString model;
    QString set;
    double rate = 0;
    int graded = 0;
    bool isSimulated = false;

    bool operator==(const VersionRate &) const = default;
};

struct VersionRow {
    int number = OpenPrompt::kDraft;
    QString note;
    QString origin; ///< who and when
    QStringList labels;
    QList<VersionRate> rates;

    [[nodiscard]] QString moreRates() const; ///< "and 2 more", where not all are drawn
    [[nodiscard]] bool hasSets() const; ///< more than one, so that a rate is told with its own
    [[nodiscard]] QString asText() const; ///< one line, for whoever cannot see it
    bool operator==(const VersionRow &) const = default;
};

/// Of the newest run of each model on each set that graded any of its answers: the set that was run last first, by model.
[[nodiscard]] QList<VersionRate> latestRates(const QList<store::ColumnHistory> &columns, int version);
[[nodiscard]] VersionRow draftRow(const store::Draft &draft);
/// The draft first, then the versions.
[[nodiscard]] QList<VersionRow> versionRows(const PromptRecord &record, UtcTime now);

/// Paints the row that is in Qt::UserRole + 1.
class VersionDelegate final : public QStyledItemDelegate {
public:
    static constexpr int kRowRole = Qt::UserRole + 1;

    using QStyledItemDelegate::QStyledItemDelegate;
    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;
};

} // namespace assay::ui

Q_DECLARE_METATYPE(assay::ui::VersionRow)
