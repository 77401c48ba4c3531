// SPDX-License-Identifier: GPL-3.0-or-later
// All sources of keys of a program. A key of a slow source is kept for five minutes in a buffer that is wiped, so that a run of ten thousand calls does not
// start `op read` ten thousand times; calls that ask for the same key at once share one look-up. Used from one thread.
#pragma once

#include "core/secrets/keysource.h"
#include "core/secrets/keystore.h"

#include <chrono>
#include <functional>
#include <map>
#include <memory>
#include <vector>

namespace assay::secrets {

class KeyRing {
public:
    static constexpr std::chrono::minutes kKept{5};

    /// A second store of one scheme replaces the first.
    void add(std::unique_ptr<KeyStore> store);
    /// `source` as KeySource has it; an empty one needs no key and gives an empty secret. Errors: those of the store; secretMissing when there is
    /// no source for the label; invalidInput for a source of no known form or scheme, naming the known ones.
    [[nodiscard]] QCoro::Task<Result<Secret>> lookUp(QString source, QString label = {});
    /// Told of every key that a store gave, with its one source ("env:NAME"); not of those typed in, which end with the program.
    void onFound(std::function<void(const QString &source, const Secret &key)> sink) { m_onFound = std::move(sink); }
    /// To be looked up anew: the provider refused it.
    void forget(const QString &source, const QString &label = {});

private:
    struct Entry;
    [[nodiscard]] Result<KeySource::Part> partOf(const QString &source, const QString &label) const;
    [[nodiscard]] KeyStore *storeOf(const QString &scheme) const;

    void tellFound(const KeySource::Part &part, const Result<Secret> &found) const;

    std::vector<std::unique_ptr<KeyStore>> m_stores;
    std::function<void(const QString &, const Secret &)> m_onFound;
    std::map<QString, std::shared_ptr<Entry>> m_entries; ///< by "scheme:name"
};

} // namespace assay::secrets
