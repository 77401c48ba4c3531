// SPDX-License-Identifier: GPL-3.0-or-later
// A page of help, from Markdown. Its examples are set like code, and wrap like prompts.
#pragma once

#include <QTextBrowser>

namespace assay::ui {

class HelpView final : public QTextBrowser {
    Q_OBJECT

public:
    explicit HelpView(QWidget *parent);

    /// From its beginning; the same page stays where it is.
    void showPage(const QString &markdown);

protected:
    void changeEvent(QEvent *event) override;

private:
    void setCode();

    QString m_page;
};

} // namespace assay::ui
