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
    const QString documents = QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation);
    return QDir(documents).exists() ? documents : QDir::homePath(); // else its name would stand as that of a file
}

QString freeIn(const QDir &folder, const QString &name)
{
    QString path = folder.filePath(name + u".assay"_s);
    for (int number = 2; QFile::exists(path); ++number)
        path = folder.filePath(u"%1-%2.assay"_s.arg(name).arg(number));
    return path;
}

} // namespace

QString askForNew(QWidget *parent)
{
    QString path = QFileDialog::getSaveFileName(parent, tr("New workspace"), freeForNew(), tr("Assay workspaces (*.assay)"));
    if (!path.isEmpty() && !path.endsWith(u".assay"_s))
        path += u".assay"_s;
    return path;
}

QString askForExisting(QWidget *parent)
{
    return QFileDialog::getOpenFileName(parent, tr("Open workspace"), documentsFolder(), tr("Assay workspaces (*.assay);;All files (*)"));
}

QString freeForNew()
{
    return freeIn(documentsFolder(), tr("workspace"));
}

QString freeForSample()
{
    const QDir folder(QStandardPaths::writableLocation(QStandardPaths::AppDataLocation));
    folder.mkpath(u"."_s);
    return freeIn(folder, u"sample"_s);
}

} // namespace assay::ui::workspacepaths
