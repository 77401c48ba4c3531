// SPDX-License-Identifier: GPL-3.0-or-later
// A chat request as generateContent wants it; the model stands in the address. Source: Gemini API reference, "Generating content".
#pragma once

#include "core/provider/chatmodel.h"
#include "core/provider/gemini/options.h"

namespace assay::provider::gemini {

/// The API takes no more stop texts; further ones are left out.
inline constexpr qsizetype kMostStops = 5;

/// All system messages go into "systemInstruction"; neighbours of one role are one turn. A seed has 31 bits. What is common to many calls is cached
/// without being marked. Equal requests give equal bytes.
[[nodiscard]] QByteArray requestBody(const ChatRequest &request, const Options &options);

/// "models/NAME"; a name with a folder of its own ("tunedModels/…") stays as it is.
[[nodiscard]] QString resourceOf(const QString &model);

} // namespace assay::provider::gemini
