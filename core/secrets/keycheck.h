// SPDX-License-Identifier: GPL-3.0-or-later
// Whether the sources of a provider's key have one, without a word of what it is.
#pragma once

#include "core/secrets/keyring.h"

namespace assay::secrets {

/// One part of a key source, and what became of looking there.
struct KeyFinding {
    enum class State {
        notNeeded, ///< the source is empty
        found,
        missing,
        lockedOrMissing, ///< a locked keychain reads like a missing entry
        notAsked,        ///< a command is started only when the key is used, or somebody asks
        unusable         ///< no source that is known
    };
    QString label;  ///< of the prompt, empty for all others
    QString scheme; ///< "env"
    QString name;   ///< "OPENAI_API_KEY"
    State state = State::notNeeded;
    QString reason; ///< where it was looked for and what to do; empty when there is a key

    bool operator==(const KeyFinding &) const = default;
};

/// One finding for each part of `source`, one for an empty or unusable source. Looks anew, whatever the ring keeps. On the ring's thread; the ring
/// must outlive the task.
[[nodiscard]] QCoro::Task<QList<KeyFinding>> checkKeys(KeyRing &keys, QString source, bool startsCommands);

} // namespace assay::secrets
