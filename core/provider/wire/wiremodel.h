// SPDX-License-Identifier: GPL-3.0-or-later
// A model behind any API over HTTP: one request, one answer, heard as a stream or as a whole. An answer counts only with its end mark.
#pragma once

#include "core/provider/wire/connection.h"

namespace assay::provider::wire {

class WireModel final : public ChatModel {
public:
    explicit WireModel(std::shared_ptr<const Connection> connection) : m_connection(std::move(connection)) {}

    /// Beyond the kinds of Exchange also secretMissing, when the key is not where it should be; no request was made then. The model need not
    /// outlive the task.
    [[nodiscard]] QCoro::Task<Exchange> complete(ChatRequest request, DeltaSink onDelta, std::stop_token stop) override;

private:
    std::shared_ptr<const Connection> m_connection;
};

} // namespace assay::provider::wire
