// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/recentfiles.h"

#include <QFileInfo>
#include <QSettings>

namespace assay::ui::recent {

using namespace Qt::StringLiterals;

namespace {
constexpr qsizetype kKept = 10;
const QString kKey = u"recentFiles"_s;
} // namespace

QStringList files()
{
    QStringList existing;
    for (const QString &path : QSettings().value(kKey).toStringList()) {
        if (QFileInfo::exists(path))
            existing.append(path);
    }
    return existing;
}

void add(const QString &path)
{
    const QString absolute = QFileInfo(path).absoluteFilePath();
    QStringList paths = files();
    paths.removeAll(absolute);
    paths.prepend(absolute);
    QSettings().setValue(kKey, QStringList(paths.first(kKept < paths.size() ? kKept : paths.size())));
}

void remove(const QString &path)
{
    QStringList paths = files();
    paths.removeAll(QFileInfo(path).absoluteFilePath());
    QSettings().setValue(kKey, paths);
}

} // namespace assay::ui::recent
