// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/format/format.h"

#include <QCoreApplication>

namespace assay::ui::format {

using namespace Qt::StringLiterals;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("errors", text);
}

} // namespace

QString errorTitle(ErrorKind kind)
{
    switch (kind) {
    case ErrorKind::invalidInput:
        return tr("That cannot be used");
    case ErrorKind::parse:
        return tr("The text does not parse");
    case ErrorKind::render:
        return tr("A template cannot be filled in");
    case ErrorKind::notFound:
        return tr("Not found");
    case ErrorKind::conflict:
        return tr("That is taken already");
    case ErrorKind::tooLarge:
        return tr("Too large");
    case ErrorKind::notAWorkspace:
        return tr("Not a workspace");
    case ErrorKind::damaged:
        return tr("The workspace is damaged");
    case ErrorKind::newerVersion:
        return tr("Made by a newer Assay");
    case ErrorKind::readOnly:
        return tr("The file cannot be written");
    case ErrorKind::diskFull:
        return tr("The disk is full");
    case ErrorKind::inUse:
        return tr("Open elsewhere");
    case ErrorKind::io:
        return tr("The file could not be read or written");
    case ErrorKind::secretMissing:
        return tr("A key is missing");
    case ErrorKind::rateLimit:
        return tr("Rate limit");
    case ErrorKind::overloaded:
        return tr("The provider is overloaded");
    case ErrorKind::serverError:
        return tr("The provider failed");
    case ErrorKind::timeout:
        return tr("No answer in time");
    case ErrorKind::reset:
        return tr("The connection broke");
    case ErrorKind::connect:
        return tr("No connection");
    case ErrorKind::auth:
        return tr("The key was refused");
    case ErrorKind::quota:
        return tr("The account's quota is used up");
    case ErrorKind::badRequest:
        return tr("The provider refused the request");
    case ErrorKind::contextTooLong:
        return tr("The prompt is too long for this model");
    case ErrorKind::contentFilter:
        return tr("Blocked by the provider's content filter");
    case ErrorKind::malformed:
        return tr("The provider's answer makes no sense");
    case ErrorKind::cancelled:
        return tr("Stopped");
    case ErrorKind::budget:
        return tr("The budget has no room for another call");
    case ErrorKind::internal:
        break;
    }
    return tr("Something went wrong in Assay");
}

ErrorText errorText(const Error &error)
{
    return {errorTitle(error.kind), error.describe()};
}

} // namespace assay::ui::format
