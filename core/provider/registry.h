// SPDX-License-Identifier: GPL-3.0-or-later
// Which kinds of provider there are, and what they need to make a model. Knows none of them: the program registers each with one line.
#pragma once

#include "core/net/connectionpool.h"
#include "core/provider/chatmodel.h"
#include "core/provider/modelconfig.h"
#include "core/provider/services.h"
#include "core/secrets/keyring.h"

#include <map>

namespace assay::provider {

/// What the models of one engine share. May be constructed anywhere; from the first model on it belongs to the engine's thread, and goes
/// away there, or once that thread has ended.
class Environment {
public:
    /// Both must outlive the environment and every call of its models.
    /// `label` is the label of the prompt that is run, for providers with a key of its own for each.
    Environment(secrets::KeyRing &keys, const Clock &clock, QString label = {}) : m_keys(keys), m_clock(clock), m_label(std::move(label)) {}

    [[nodiscard]] secrets::KeyRing &keys() const { return m_keys; }
    [[nodiscard]] const Clock &clock() const { return m_clock; }
    [[nodiscard]] const QString &label() const { return m_label; }
    /// Nothing of the network is set up before the first lease.
    [[nodiscard]] net::ConnectionPool &connections() { return m_connections; }

private:
    secrets::KeyRing &m_keys;
    const Clock &m_clock;
    QString m_label;
    net::ConnectionPool m_connections;
};

/// Errors: invalidInput for a configuration that cannot work.
using ModelMaker = std::function<Result<std::unique_ptr<ChatModel>>(const ProviderConfig &, const ModelConfig &, Environment &)>;

using ServicesMaker = std::function<Result<std::unique_ptr<Services>>(const ProviderConfig &, Environment &)>;

/// What people should know of a kind before they configure it.
struct KindInfo {
    QString title;       ///< "Anthropic Messages"; empty: the kind itself
    QString note;        ///< one sentence, or empty
    QString baseUrl;     ///< where it is when the configuration does not say; empty: it must say
    QString keyVariable; ///< the usual environment variable of its key; empty: no key is usual

    bool operator==(const KindInfo &) const = default;
};

class Registry {
public:
    /// `kind` as ProviderConfig::kind has it; a second maker of one kind replaces the first.
    void add(const QString &kind, ModelMaker make, ServicesMaker services = {}, KindInfo info = {});
    /// Nothing is known of an unknown kind.
    [[nodiscard]] KindInfo info(const QString &kind) const;
    [[nodiscard]] QStringList kinds() const;
    /// On the engine's thread. Errors: those of the maker; invalidInput for an unknown kind, naming the known ones.
    [[nodiscard]] Result<std::unique_ptr<ChatModel>> make(const ProviderConfig &provider, const ModelConfig &model, Environment &environment) const;

    /// On the engine's thread. Errors: those of the maker; notFound when the kind offers none; invalidInput for an unknown kind.
    [[nodiscard]] Result<std::unique_ptr<Services>> services(const ProviderConfig &provider, Environment &environment) const;

private:
    struct Makers {
        ModelMaker model;
        ServicesMaker services;
        KindInfo info;
    };
    [[nodiscard]] Result<Makers> find(const ProviderConfig &provider) const;

    std::map<QString, Makers> m_makers;
};

} // namespace assay::provider
