// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/languagehelp.h"

#include <QBoxLayout>
#include <QDialogButtonBox>
#include <QFile>
#include <QTextBrowser>

namespace assay::ui {

using namespace Qt::StringLiterals;

LanguageHelp::LanguageHelp(QWidget *parent) : QDialog(parent)
{
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Template language"));
    resize(860, 640);
    auto *text = new QTextBrowser(this);
    text->setObjectName(u"languageText"_s);
    text->setAccessibleName(windowTitle());
    if (QFile page(u":/assay/help/templates.md"_s); page.open(QIODevice::ReadOnly))
        text->setMarkdown(QString::fromUtf8(page.readAll()));
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::close);
    auto *column = new QVBoxLayout(this);
    column->addWidget(text);
    column->addWidget(buttons);
}

} // namespace assay::ui
