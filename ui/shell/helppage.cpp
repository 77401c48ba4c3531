// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/helppage.h"

#include "ui/widgets/helpview.h"

#include <QBoxLayout>
#include <QDialogButtonBox>
#include <QDir>
#include <QFile>

namespace assay::ui {

using namespace Qt::StringLiterals;

namespace {

QString titleOf(HelpTopic topic)
{
    switch (topic) {
    case HelpTopic::language:
        return HelpPage::tr("Template language");
    case HelpTopic::promptFiles:
        return HelpPage::tr("Prompt files");
    case HelpTopic::lintRules:
        return HelpPage::tr("Rules of the linter");
    }
    Q_UNREACHABLE_RETURN({});
}

QStringList filesOf(HelpTopic topic)
{
    if (topic != HelpTopic::lintRules)
        return {topic == HelpTopic::language ? u":/assay/help/templates.md"_s : u":/assay/help/promptfiles.md"_s};
    QStringList files;
    for (const QFileInfo &rule : QDir(u":/assay/help/lint"_s).entryInfoList({u"*.md"_s}, QDir::Files, QDir::Name))
        files.append(rule.filePath());
    return files;
}

QString textOf(HelpTopic topic)
{
    QStringList pages;
    for (const QString &path : filesOf(topic)) {
        if (QFile page(path); page.open(QIODevice::ReadOnly))
            pages.append(QString::fromUtf8(page.readAll()));
    }
    return pages.join(u"\n\n"_s);
}

} // namespace

HelpPage::HelpPage(HelpTopic topic, QWidget *parent) : QDialog(parent)
{
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(titleOf(topic));
    resize(860, 640);
    auto *text = new HelpView(this);
    text->setObjectName(u"helpTextBrowser"_s);
    text->setAccessibleName(windowTitle());
    text->showPage(textOf(topic));
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::close);
    auto *column = new QVBoxLayout(this);
    column->addWidget(text);
    column->addWidget(buttons);
}

} // namespace assay::ui
