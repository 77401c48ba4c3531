// SPDX-License-Identifier: GPL-3.0-or-later
// What can go wrong with a call, composed over whichever API it is asked in.
#pragma once

#include "tests/support/faults/apidialect.h"
#include "tests/support/loopbackserver.h"

namespace assay::test {

/// What a sound answer says, and what it is billed.
inline const QString kFaultText = QStringLiteral("ok, as it was asked for");
inline constexpr qint64 kFaultInput = 9;
inline constexpr qint64 kFaultOutput = 7;

struct Fault {
    /// The request that meets it.
    struct Met {
        const ApiDialect &dialect;
        bool isStreamed = true;
        QByteArray path; ///< with query
        QUrl server;     ///< without a path
        QByteArray key;  ///< that came with it; empty: none
    };
    enum class Billed { nothing, whole };

    QString name;
    Billed billed = Billed::whole;
    /// Nothing where it cannot happen: in this form of answer, or because the API knows no such thing.
    std::function<std::optional<LoopbackReply>(const Met &met)> reply;
};

/// "sound" is the first: nothing goes wrong.
[[nodiscard]] const QList<Fault> &faults();
/// Ways to send back the key that came, in every form, in a place each.
[[nodiscard]] const QList<Fault> &echoes();
/// Of either list.
[[nodiscard]] const Fault *fault(QStringView name);

/// What an API that has trouble says for people; the name of the fault stands in it.
[[nodiscard]] QByteArray faultWords(const QString &name);
[[nodiscard]] LoopbackReply soundReply(const Fault::Met &met);
/// An answer in the form in which it was asked for.
[[nodiscard]] LoopbackReply answerReply(const Fault::Met &met, const ApiAnswer &answer);
[[nodiscard]] LoopbackReply refusalReply(const Fault::Met &met, const ApiRefusal &refusal, QList<std::pair<QByteArray, QByteArray>> headers = {});

} // namespace assay::test
