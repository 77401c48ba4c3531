// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/provider/openai/address.h"

namespace assay::provider::openai {

using namespace Qt::StringLiterals;

namespace {

wire::Call callTo(const Options &options, const QString &path)
{
    wire::Call call;
    call.path = path;
    call.query = options.hasDeploymentPaths ? options.dialect.deployments->query : options.dialect.query;
    return call;
}

} // namespace

wire::Call modelCall(const Options &options, const QString &path, const QString &model)
{
    return callTo(options, options.hasDeploymentPaths ? QString(options.dialect.deployments->path + model + path) : path);
}

wire::Call accountCall(const Options &options, const QByteArray &method, const QString &path)
{
    wire::Call call = callTo(options, options.hasDeploymentPaths ? QString(u"/openai"_s + path) : path);
    call.method = method;
    return call;
}

} // namespace assay::provider::openai
