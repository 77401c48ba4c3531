// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/workspacepaths.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileDialog>
#include <QStandardPaths>

namespace assay::ui::workspacepaths {

using namespace Qt::StringLiterals;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("workspacepaths", text);
}

QString documentsFolder()
{
    return QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation);
}

} // namespace

QString askForNew(QWidget *parent)
{
    QString path = QFileDialog::getSaveFileName(parent, tr("New workspace"), documentsFolder(), tr("Assay workspaces (*.assay)"));
    if (!path.isEmpty() && !path.endsWith(u".assay"_s))
        path += u".assay"_s;
    return path;
}

QString askForExisting(QWidget *parent)
{
    return QFileDialog::getOpenFileName(parent, tr("Open workspace"), documentsFolder(), tr("Assay workspaces (*.assay);;All files (*)"));
}

QString freeForSample()
{
    const QDir folder(QStandardPaths::writableLocation(QStandardPaths::AppDataLocation));
    folder.mkpath(u"."_s);
    QString path = folder.filePath(u"sample.assay"_s);
    for (int number = 2; QFile::exists(path); ++number)
        path = folder.filePath(u"sample-%1.assay"_s.arg(number));
    return path;
}

} // namespace assay::ui::workspacepaths
