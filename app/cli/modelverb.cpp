// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/interrupts.h"
#include "app/cli/modelanswers.h"
#include "app/cli/modelsettings.h"

#include "app/composition.h"
#include "core/run/cappedcall.h"
#include "core/run/requestbuilder.h"
#include "core/run/testcall.h"
#include "core/secrets/keyage.h"
#include "core/secrets/keysource.h"
#include "core/workspace/monthbook.h"
#include "core/workspace/workspace.h"

#include "app/cli/figures.h"

#include <QDate>
#include <QEventLoop>
#include <QFutureWatcher>

namespace assay::cli {

using namespace Qt::StringLiterals;

namespace {

// Waits with the event loop running, so that Ctrl+C is heard.
template<typename T> T heard(QFuture<T> future, std::stop_source stop)
{
    QEventLoop loop;
    Interrupts interrupts;
    QObject::connect(&interrupts, &Interrupts::interrupted, &loop, [&stop] { stop.request_stop(); });
    QFutureWatcher<T> watcher;
    QObject::connect(&watcher, &QFutureWatcherBase::finished, &loop, &QEventLoop::quit);
    watcher.setFuture(future);
    if (!future.isFinished())
        loop.exec();
    return watcher.result();
}

struct Stored {
    QList<provider::ProviderConfig> providers;
    QList<run::PlannedModel> models;
};

Result<Stored> readStored(store::Database &database)
{
    store::ModelRepository repository(database);
    auto providers = repository.providers();
    if (!providers)
        return std::unexpected(providers.error());
    auto models = repository.models();
    if (!models)
        return std::unexpected(models.error());
    return Stored{.providers = *std::move(providers), .models = *std::move(models)};
}

template<typename Config> QStringList namesOf(const QList<Config> &configs, QString Config::*name)
{
    QStringList names;
    for (const Config &config : configs)
        names.append(config.*name);
    return names;
}

class ModelVerb final : public Verb {
public:
    const char *name() const override { return "model"; }
    const char *summary() const override { return "Providers and models of a workspace: add, change, remove, list, try"; }

    void describe(CLI::App &command) override
    {
        command.add_option("FILE", m_file, "The workspace (.assay); --kinds and --detect need none");
        std::vector<CLI::Option *> tasks;
        tasks.push_back(command.add_flag("--simulated", m_isSimulated, "Add the simulated models sim-small, sim-medium and sim-large"));
        tasks.push_back(command.add_flag("--kinds", m_listsKinds, "List the kinds of API, those of your own dialects.json among them"));
        tasks.push_back(command.add_flag("--list", m_listsModels, "List the models of the workspace"));
        tasks.push_back(command.add_flag("--test", m_tests, "Send the model of --name one small request and say what came back; it belongs to no run"));
        tasks.push_back(command.add_flag("--detect", m_detects, "Look for Ollama, llama.cpp, LM Studio and vLLM on this machine's usual ports"));
        tasks.push_back(command.add_option("--list-remote", m_remote, "Ask this provider of the workspace for its list of models")->type_name("PROVIDER"));
        tasks.push_back(command.add_flag("--remove", m_removes, "Remove the model of --name, or the provider of --provider; runs keep what they were made with"));
        for (CLI::Option *task : tasks) {
            task->group("Instead of adding or changing");
            for (CLI::Option *other : tasks) {
                if (other != task)
                    task->excludes(other);
            }
        }
        command.add_option("--label", m_label, "With --test and --list-remote: use the key of this label of a prompt");
        command.add_flag("--json", m_form.isJson, "With --kinds, --list, --test, --detect and --list-remote: as JSON");
        m_settings.describe(command);
        command.footer("A model that is there is changed by what is said and else stays as it is. A provider that is new is called by its address.\n"
                       "A server that speaks the Chat Completions API in its own way can be made a kind of its own: "
            + app::ownDialectsPath().toStdString()
            + " holds\n  {\"dialects\": [{\"kind\": \"lab\", \"like\": \"vllm\", \"baseUrl\": \"https://llm.example.com/v1\"}]}\n"
              "and the README of core/provider/openai tells what an entry may say.\n"
              "\nExit codes: 0 done, 2 wrong use or bad input, 3 no answer to --test or --list-remote, 130 interrupted.");
    }

    int run(Context &context) override
    {
        if (m_listsKinds) {
            printKinds(context, m_form);
            return kDone;
        }
        if (m_detects) {
            std::stop_source stop;
            printServers(context, m_form, heard(context.composition.detect(stop.get_token()), stop));
            return stop.stop_requested() ? kInterrupted : kDone;
        }
        const auto kept = m_settings.checkNoKeys().and_then([this] { return secrets::checkNoKey(u"--label"_s, fromStd(m_label)); }).and_then([this] {
            return secrets::checkNoKey(u"--list-remote"_s, fromStd(m_remote));
        });
        if (!kept)
            return wrongUse(context, kept.error());
        if (m_file.empty())
            return wrongUse(context, fail(ErrorKind::invalidInput, u"say which workspace"_s, u"See assay model --help."_s).error());
        auto workspace = workspace::Workspace::open(fromStd(m_file));
        if (!workspace)
            return wrongUse(context, workspace.error());
        const auto stored = (*workspace)->read(readStored).result();
        if (!stored)
            return wrongUse(context, stored.error());
        if (m_listsModels) {
            printModels(context, m_form, stored->models);
            return kDone;
        }
        if (m_tests)
            return test(context, **workspace, *stored);
        if (!m_remote.empty())
            return listRemote(context, *stored);
        return change(context, **workspace, *stored);
    }

private:
    [[nodiscard]] static const run::PlannedModel *modelOf(const Stored &stored, const std::string &name)
    {
        const auto found = std::ranges::find(stored.models, fromStd(name), [](const run::PlannedModel &model) { return model.model.name; });
        return found == stored.models.end() ? nullptr : &*found;
    }

    [[nodiscard]] static Error noModel(const Stored &stored, const std::string &name)
    {
        QStringList names;
        for (const run::PlannedModel &model : stored.models)
            names.append(model.model.name);
        return fail(ErrorKind::notFound, u"there is no model \"%1\""_s.arg(fromStd(name)), names.isEmpty() ? u"Add one first"_s : u"There are: %1"_s.arg(names.join(u", "_s)))
            .error();
    }

    [[nodiscard]] static Error noProvider(const Stored &stored, const std::string &name)
    {
        const QStringList names = namesOf(stored.providers, &provider::ProviderConfig::name);
        return fail(ErrorKind::notFound, u"there is no provider \"%1\""_s.arg(fromStd(name)), names.isEmpty() ? u"Add one first"_s : u"There are: %1"_s.arg(names.join(u", "_s)))
            .error();
    }

    int test(const Context &context, workspace::Workspace &workspace, const Stored &stored) const
    {
        const run::PlannedModel *model = modelOf(stored, m_settings.name);
        if (model == nullptr)
            return wrongUse(context, noModel(stored, m_settings.name));
        const provider::ChatRequest request = run::testRequest(*model);
        const auto most = run::worstCaseOf(request, *model);
        if (!model->provider.isSimulated())
            context.console.note(most ? u"One request of a few tokens, at most %1"_s.arg(moneyText(*most)) : u"One request of a few tokens; its price is not known"_s);
        std::stop_source stop;
        const auto call = [&] { return context.composition.desk().complete(model->provider, model->model, request, fromStd(m_label), stop.get_token()); };
        const auto cap = context.composition.month().capForCall(workspace, *model);
        const auto exchange = heard(run::callUnderCap(cap, *model, request, context.composition.clock().utcNow(), call), stop);
        return printTest(context, m_form, *model, request, exchange);
    }

    int listRemote(const Context &context, const Stored &stored) const
    {
        const auto provider = std::ranges::find(stored.providers, fromStd(m_remote), &provider::ProviderConfig::name);
        if (provider == stored.providers.end())
            return wrongUse(context, noProvider(stored, m_remote));
        std::stop_source stop;
        const auto listed = heard(context.composition.desk().models(*provider, fromStd(m_label), stop.get_token()), stop);
        if (!listed) {
            context.console.complain(listed.error());
            return stop.stop_requested() ? kInterrupted : listed.error().kind == ErrorKind::invalidInput ? kWrongUse : kNotComplete;
        }
        QStringList here;
        for (const run::PlannedModel &model : stored.models) {
            if (model.provider.id == provider->id)
                here.append(model.model.apiName);
        }
        const auto printed = printRemoteModels(context, m_form, *provider, *listed, here);
        return printed ? int(kDone) : wrongUse(context, printed.error());
    }

    int change(const Context &context, workspace::Workspace &workspace, const Stored &stored) const
    {
        if (m_isSimulated) {
            const auto added = workspace.write([](store::Database &database) { return app::addSimulatedModels(database); }).result();
            return added ? int(kDone) : wrongUse(context, added.error());
        }
        if (const auto checked = m_settings.check(context.composition); !checked)
            return wrongUse(context, checked.error());
        return m_removes ? remove(context, workspace, stored) : save(context, workspace, stored);
    }

    int remove(const Context &context, workspace::Workspace &workspace, const Stored &stored) const
    {
        store::ModelSetup gone;
        const bool isModel = !m_settings.name.empty();
        if (isModel) {
            const run::PlannedModel *model = modelOf(stored, m_settings.name);
            if (model == nullptr)
                return wrongUse(context, noModel(stored, m_settings.name));
            gone.models.append(model->model);
        } else {
            const auto provider = std::ranges::find(stored.providers, fromStd(m_settings.provider), &provider::ProviderConfig::name);
            if (provider == stored.providers.end())
                return wrongUse(context, noProvider(stored, m_settings.provider));
            gone.providers.append(*provider);
        }
        const auto removed = workspace.write([gone](store::Database &database) { return store::ModelRepository(database).replace(gone, {}); }).result();
        if (!removed)
            return wrongUse(context, removed.error());
        context.console.note(u"%1 is no longer here"_s.arg(fromStd(isModel ? m_settings.name : m_settings.provider)));
        return kDone;
    }

    int save(const Context &context, workspace::Workspace &workspace, const Stored &stored) const
    {
        const run::PlannedModel *known = m_settings.name.empty() ? nullptr : modelOf(stored, m_settings.name);
        if (known == nullptr && !m_settings.rename.empty())
            return wrongUse(context, noModel(stored, m_settings.name));
        const auto owner = m_settings.owner(stored.providers, known, context.composition);
        if (!owner)
            return wrongUse(context, owner.error());
        // What cannot work is said now, and not by the first run.
        if (const auto checked = context.composition.desk().check(*owner).result(); !checked)
            return wrongUse(context, checked.error());
        store::ModelSetup after{.providers = {*owner}, .models = {}};
        if (!m_settings.name.empty()) {
            const auto model = m_settings.applied(known == nullptr ? provider::ModelConfig() : known->model, *owner, context.composition);
            if (!model)
                return wrongUse(context, model.error());
            after.models.append(*model);
        }
        const auto saved = workspace.write([after](store::Database &database) { return store::ModelRepository(database).replace({}, after); }).result();
        if (!saved)
            return wrongUse(context, saved.error());
        tell(context, *saved, *owner);
        return kDone;
    }

    void tell(const Context &context, const store::ModelSetup &saved, const provider::ProviderConfig &owner) const
    {
        if (!owner.id.isValid() && m_settings.key == std::nullopt && !owner.keySource.isEmpty())
            context.console.note(u"its key is taken from %1; --key says otherwise"_s.arg(owner.keySource));
        const int oldAfterDays = context.composition.settings().keysOldAfterDays().value_or(secrets::kOldAfterDays);
        if (const QString reminder = secrets::ageReminder(owner.keySource, QDate::currentDate(), oldAfterDays); !reminder.isEmpty())
            context.console.note(reminder);
        if (saved.models.isEmpty()) {
            context.console.note(u"%1 is ready"_s.arg(owner.name));
            return;
        }
        const provider::ModelConfig &model = saved.models.first();
        context.console.note(u"%1 is ready"_s.arg(model.name));
        if (owner.isSimulated())
            return;
        const auto price = model.price ? pricing::priceFromJson(*model.price) : Result<pricing::Price>(fail(ErrorKind::notFound, QString()));
        if (!price)
            context.console.note(u"its price is not known: give it with --input-price and --output-price, else no budget can hold"_s);
        else if (!price->row.isEmpty())
            context.console.note(u"its price is from the price book: %1 in / out per million tokens (%2, %3)"_s.arg(priceText(*price), price->date, price->source));
    }

    std::string m_file;
    bool m_isSimulated = false;
    bool m_listsKinds = false;
    bool m_listsModels = false;
    bool m_tests = false;
    bool m_detects = false;
    bool m_removes = false;
    std::string m_remote;
    std::string m_label;
    AnswerForm m_form;
    ModelSettings m_settings;
};

} // namespace

std::unique_ptr<Verb> makeModel()
{
    return std::make_unique<ModelVerb>();
}

} // namespace assay::cli
