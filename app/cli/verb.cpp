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

constexpr qint64 kLargestFile = 256LL * 1024 * 1024;
constexpr qint64 kPiece = 1024 * 1024;

// Not by the size that a file tells: a device and a pipe tell none. A pipe gives what is in it by now, and nothing only at its end.
Result<QByteArray> readWhole(QFile &file, const QString &name)
{
    QByteArray bytes;
    for (QByteArray piece = file.read(kPiece); !piece.isEmpty() && bytes.size() <= kLargestFile; piece = file.read(kPiece))
        bytes += piece;
    if (file.error() != QFileDevice::NoError)
        return std::unexpected(fileError(name, u"cannot be read: %1"_s.arg(file.errorString())));
    if (bytes.size() > kLargestFile)
        return std::unexpected(fail(ErrorKind::tooLarge, u"has more than 256 MB"_s, u"Split it into parts."_s).error().with(u"file"_s, name));
    return bytes;
}

} // namespace

int wrongUse(const Context &context, const Error &error)
{
    context.console.complain(error);
    return kWrongUse;
}

Result<QByteArray> readFile(const QString &path)
{
    if (path.isEmpty())
        return fail(ErrorKind::invalidInput, u"the name of a file to read is empty"_s, u"Name the file; a variable of the shell that is not set gives nothing."_s);
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return std::unexpected(fileError(path, u"cannot be read: %1"_s.arg(file.errorString())));
    return readWhole(file, path);
}

Result<QByteArray> readFileOrInput(const QString &path)
{
    if (path != u"-")
        return readFile(path);
    QFile input;
    if (!input.open(stdin, QIODevice::ReadOnly))
        return std::unexpected(fileError(u"standard input"_s, input.errorString()));
    return readWhole(input, u"standard input"_s);
}

Result<Json> readVariables(const std::string &path)
{
    if (path.empty())
        return Json(jsoncons::json_object_arg);
    const QString file = fromStd(path);
    auto json = readFileOrInput(file).and_then([](const QByteArray &bytes) { return parseJson(QByteArrayView(bytes)); });
    if (!json)
        return std::unexpected(json.error().with(u"file"_s, file));
    if (!json->is_object())
        return std::unexpected(fail(ErrorKind::invalidInput, u"the variables are no JSON object"_s, u"Write names and values in braces."_s).error().with(u"file"_s, file));
    return json;
}

} // namespace assay::cli
