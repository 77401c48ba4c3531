// SPDX-License-Identifier: GPL-3.0-or-later
// What a model can do, and what a request asks of it that it cannot: said before a run, not by a refusal in the middle of it.
#pragma once

#include "core/provider/chatmodel.h"

namespace assay::provider {

/// Absent is not known, and never a reason to refuse.
struct Capabilities {
    std::optional<bool> json;
    std::optional<bool> schema;
    std::optional<bool> tools;
    std::optional<bool> vision;
    std::optional<bool> reasoning;
    std::optional<bool> sampling; ///< takes temperature and top_p
    bool samplesByOne = false;    ///< of the two, temperature alone when a request has both
    std::optional<bool> seed;
    std::optional<bool> stop;
    std::optional<qint64> contextWindow; ///< tokens, input and output together
    std::optional<qint64> maxInput;
    std::optional<qint64> maxOutput;
    bool isAlias = false; ///< the name moves on to newer models
    QString deprecatedOn; ///< ISO 8601; empty: not known
    QString tokenizer;    ///< "o200k_base" and the like; empty: not known

    bool operator==(const Capabilities &) const = default;
};

struct Finding {
    enum class Severity {
        error, ///< the call would be refused
        note   ///< something is left out, or may be
    };
    Severity severity = Severity::note;
    QString text; ///< one sentence: what, and what to do

    bool operator==(const Finding &) const = default;
};

/// `inputTokens` is how long the prompt is, likely. The answer's cap must fit beside it into the context.
[[nodiscard]] QList<Finding> checkRequest(const ChatRequest &request, const Capabilities &capabilities, qint64 inputTokens);

} // namespace assay::provider
