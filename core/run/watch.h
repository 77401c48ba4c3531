// SPDX-License-Identifier: GPL-3.0-or-later
// Looks over the exchanges of one model in one run for what its user should know while it still goes on. Each thing is told once.
#pragma once

#include "core/provider/chatmodel.h"

#include <QSet>

namespace assay::run {

class Watch {
public:
    explicit Watch(QString model) : m_model(std::move(model)) {}

    /// What is new after this exchange, in plain words:
    /// more than 5 % of at least 40 calls were retries; more than 20 % of at least 20 calls failed; a first token took five times the median of at
    /// least 20; the model's fingerprint changed; an answer was cut off by the cap, or was nothing but reasoning.
    [[nodiscard]] QStringList note(const provider::Exchange &exchange, bool isRetry);

private:
    enum class Kind { retries, errors, slow, fingerprint, truncated, reasoning };
    void tellOnce(QStringList &texts, Kind kind, const QString &text);
    void noteAnswer(QStringList &texts, const provider::Completion &completion);
    void noteFirstToken(QStringList &texts, Milliseconds time);

    QString m_model;
    QSet<int> m_told;
    int m_calls = 0;
    int m_retries = 0;
    int m_failed = 0;
    QList<qint64> m_firstTokenMs; ///< sorted
    QString m_fingerprint;
};

} // namespace assay::run
