// SPDX-License-Identifier: GPL-3.0-or-later
// What the shell knows of a page. Pages never know each other: they ask the shell to go somewhere by a Place.
#pragma once

#include "core/run/plan.h"

#include <QList>
#include <QWidget>

class QAction;

namespace assay::ui {

class Document;

enum class PageId { prompts, sets, run, results, compare, log, models };

/// A place in the workspace: a page and what it shows. What does not belong to the page is left empty.
struct Place {
    PageId page = PageId::prompts;
    QString name;              ///< prompt, eval set or model
    std::optional<int> number; ///< version
    std::optional<run::RunId> run;
    std::optional<int> cell;
    QString item; ///< an item's key

    bool operator==(const Place &) const = default;
};

class Page : public QWidget {
    Q_OBJECT

public:
    using QWidget::QWidget;

    [[nodiscard]] virtual PageId pageId() const = 0;
    /// Shows what the place names; a page that is shown without one shows the newest or its empty state.
    virtual void show(const Place &place) = 0;
    /// What stands in the detail column while this page is in front; null for none. Owned by the page.
    [[nodiscard]] virtual QWidget *detail() { return nullptr; }
    /// Actions of this page for menu and palette, with texts and keys. Owned by the page; their shortcuts work while the page is in front.
    [[nodiscard]] virtual QList<QAction *> pageActions() { return {}; }
    /// False when leaving would lose work and the user wants to stay.
    [[nodiscard]] virtual bool mayLeave() { return true; }

protected:
    /// The scheme changed: what was coloured by hand wants its new colours.
    virtual void refreshColours() {}
    void changeEvent(QEvent *event) override;

Q_SIGNALS:
    void goTo(const assay::ui::Place &place);
};

} // namespace assay::ui
