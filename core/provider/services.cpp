// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/provider/services.h"

namespace assay::provider {

using namespace Qt::StringLiterals;

QCoro::Task<Result<Embeddings>> Services::embed(QString /*model*/, QStringList /*texts*/, std::stop_token /*stop*/)
{
    co_return fail(ErrorKind::notFound, u"This provider has no embeddings"_s);
}

QCoro::Task<Result<QList<Moderation>>> Services::moderate(QString /*model*/, QStringList /*texts*/, std::stop_token /*stop*/)
{
    co_return fail(ErrorKind::notFound, u"This provider has no moderation"_s);
}

} // namespace assay::provider
