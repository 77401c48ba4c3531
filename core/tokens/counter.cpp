// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tokens/counter.h"

#include "core/tokens/families.h"
#include "core/tokens/usage.h"

#include <cmath>

namespace assay::tokens {

namespace {

constexpr qint64 kPerMessage = 3;
constexpr qint64 kAnswerStart = 3;
// The careful estimate has three bytes a token, where English has more than four: it is half above what is likely.
constexpr double kCarefulError = 0.5;
constexpr double kHiddenError = 0.05;

qint64 roundedUp(double tokens)
{
    constexpr double kNoise = 1e-6; // so that 40 × 1.1 is 44
    return static_cast<qint64>(std::ceil(tokens - kNoise));
}

TokenCount carefully(qint64 careful)
{
    return {.tokens = careful * 2 / 3, .relativeError = kCarefulError, .careful = careful};
}

TokenCount estimated(qint64 counted, qint64 careful, const ModelTokenizer &tokenizer)
{
    return {.tokens = roundedUp(static_cast<double>(counted) * tokenizer.factor), .relativeError = tokenizer.relativeError, .careful = careful};
}

Result<const Encoding *> encodingFor(const ModelTokenizer &tokenizer)
{
    return Encoding::get(tokenizer.encoding.value_or(EncodingName::o200kBase));
}

} // namespace

qint64 TokenCount::upperBound() const
{
    return std::max(careful, roundedUp(static_cast<double>(tokens) * (1 + relativeError)));
}

TokenCount &TokenCount::operator+=(const TokenCount &other)
{
    const bool isExactSum = isExact() && other.isExact();
    const qint64 bound = upperBound() + other.upperBound();
    const double error = static_cast<double>(tokens) * relativeError + static_cast<double>(other.tokens) * other.relativeError;
    tokens += other.tokens;
    relativeError = tokens > 0 ? error / static_cast<double>(tokens) : std::max(relativeError, other.relativeError);
    careful = isExactSum ? careful + other.careful : bound;
    return *this;
}

ModelTokenizer tokenizerFor(QStringView apiName)
{
    const QString full = apiName.toString().toLower();
    const QStringView name = QStringView(full).mid(full.lastIndexOf(u'/') + 1);
    for (qsizetype from = 0; from < name.size(); ++from) {
        if (from > 0 && name[from - 1] != u'.' && name[from - 1] != u':')
            continue;
        if (const auto found = familyByStart(name.mid(from)))
            return *found;
    }
    return familyByStart(full).value_or(unknownFamily());
}

TokenCount countText(QByteArrayView utf8, const ModelTokenizer &tokenizer)
{
    const auto careful = [&utf8] { return estimateTokens(QString::fromUtf8(utf8)); };
    const auto encoding = encodingFor(tokenizer);
    if (!encoding)
        return carefully(careful());
    const qint64 counted = (*encoding)->count(utf8);
    return tokenizer.isExact() ? TokenCount{.tokens = counted} : estimated(counted, careful(), tokenizer);
}

TokenCount countMessages(const QList<ChatMessage> &messages, const ModelTokenizer &tokenizer)
{
    const auto encoding = encodingFor(tokenizer);
    if (!encoding)
        return carefully(estimateInputTokens(messages));
    qint64 counted = kAnswerStart;
    for (const ChatMessage &message : messages)
        counted += kPerMessage + (*encoding)->count(toText(message.role).toUtf8()) + (*encoding)->count(message.text.toUtf8());
    if (!tokenizer.isExact())
        return estimated(counted, estimateInputTokens(messages), tokenizer);
    if (tokenizer.hiddenTokens == 0)
        return {.tokens = counted};
    return {.tokens = counted, .relativeError = kHiddenError, .careful = counted + tokenizer.hiddenTokens};
}

} // namespace assay::tokens
