// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/verb.h"

#include <QFile>

#include <cstdio>

namespace assay::cli {

using namespace Qt::StringLiterals;

namespace {

Error fileError(const QString &path, const QString &message)
{
    return fail(ErrorKind::io, message, u"Check the path and your rights."_s).error().with(u"file"_s, path);
}

} // namespace

int wrongUse(const Context &context, const Error &error)
{
    context.console.complain(error);
    return kWrongUse;
}

Result<QByteArray> readFile(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return std::unexpected(fileError(path, u"cannot be read: %1"_s.arg(file.errorString())));
    return file.readAll();
}

Result<QByteArray> readFileOrInput(const QString &path)
{
    if (path != u"-")
        return readFile(path);
    QFile input;
    if (!input.open(stdin, QIODevice::ReadOnly))
        return std::unexpected(fileError(u"standard input"_s, input.errorString()));
    return input.readAll();
}

} // namespace assay::cli
