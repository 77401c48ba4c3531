// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/provider/services.h"

#include <algorithm>
#include <array>

namespace assay::provider {

using namespace Qt::StringLiterals;

namespace {

struct Word {
    BatchJob::State state;
    QLatin1StringView text;
};

constexpr std::array kWords{
    Word{BatchJob::State::working, "working"_L1},
    Word{BatchJob::State::ended, "ended"_L1},
    Word{BatchJob::State::failed, "failed"_L1},
    Word{BatchJob::State::expired, "expired"_L1},
    Word{BatchJob::State::cancelled, "cancelled"_L1},
};

} // namespace

QCoro::Task<Result<Embeddings>> Services::embed(QString /*model*/, QStringList /*texts*/, std::stop_token /*stop*/)
{
    co_return fail(ErrorKind::notFound, u"This provider has no embeddings"_s);
}

QCoro::Task<Result<QList<Moderation>>> Services::moderate(QString /*model*/, QStringList /*texts*/, std::stop_token /*stop*/)
{
    co_return fail(ErrorKind::notFound, u"This provider has no moderation"_s);
}

QString toText(BatchJob::State state)
{
    return QString(std::ranges::find(kWords, state, &Word::state)->text);
}

std::optional<BatchJob::State> batchStateFromText(QStringView text)
{
    const auto *found = std::ranges::find_if(kWords, [text](const Word &word) { return text == word.text; });
    return found == kWords.end() ? std::nullopt : std::optional(found->state);
}

} // namespace assay::provider
