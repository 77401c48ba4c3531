// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/verb.h"

#include "core/secrets/commandkeystore.h"
#include "core/secrets/keyage.h"
#include "core/secrets/keychain.h"
#include "core/secrets/keyring.h"

#include <QCoro/QCoroTask>
#include <QDate>

namespace assay::cli {

using namespace Qt::StringLiterals;

namespace {

class KeyVerb final : public Verb {
public:
    const char *name() const override { return "key"; }
    const char *summary() const override { return "Put a provider's key into the desktop's keychain, take it out, or see whether a source has one"; }

    void describe(CLI::App &command) override
    {
        auto *store = command.add_subcommand("store", "Read a key from standard input and put it into the keychain");
        store->add_option("NAME", m_name, "What it is called there; the key source is then keychain:NAME")->required();
        auto *forget = command.add_subcommand("forget", "Take a key out of the keychain");
        forget->add_option("NAME", m_name, "What it is called there")->required();
        auto *test = command.add_subcommand("test", "Look a source up and say whether there is a key, never the key");
        test->add_option("SOURCE", m_name, "Such as env:OPENAI_API_KEY, keychain:work or \"command:op read op://vault/item/field\"")->required();
        test->add_option("--label", m_label, "With a source for each label: this one's");
        command.require_subcommand(1);
        m_store = store;
        m_forget = forget;
    }

    int run(Context &context) override
    {
        if (m_store->parsed())
            return store(context);
        if (m_forget->parsed())
            return told(context, QCoro::waitFor(secrets::removeFromKeychain(fromStd(m_name))), u"%1 is no longer in the keychain"_s.arg(fromStd(m_name)));
        return test(context);
    }

private:
    static int told(const Context &context, const Result<void> &done, const QString &message)
    {
        if (!done)
            return wrongUse(context, done.error());
        context.console.note(message);
        return kDone;
    }

    int store(const Context &context) const
    {
        auto bytes = readFileOrInput(u"-"_s);
        if (!bytes)
            return wrongUse(context, bytes.error());
        secrets::Secret key(bytes->trimmed());
        const secrets::Secret asRead(*std::move(bytes)); // wiped with it
        if (key.isEmpty() || key.bytes().contains('\n'))
            return wrongUse(context,
                fail(ErrorKind::invalidInput, u"standard input holds no key, or more than one line"_s, u"Give the key alone, such as: assay key store work < file"_s).error());
        return told(context, QCoro::waitFor(secrets::storeInKeychain(fromStd(m_name), std::move(key))), u"Stored. Its source is keychain:%1"_s.arg(fromStd(m_name)));
    }

    int test(const Context &context) const
    {
        secrets::KeyRing ring;
        ring.add(std::make_unique<secrets::EnvironmentKeyStore>());
        ring.add(std::make_unique<secrets::KeychainStore>());
        ring.add(std::make_unique<secrets::CommandKeyStore>());
        ring.onFound([&context](const QString &source, const secrets::Secret &key) {
            if (const auto noted = secrets::KeyDates().seen(source, key, QDate::currentDate()); !noted)
                context.console.note(u"its age cannot be noted: %1"_s.arg(noted.error().describe()));
        });
        const auto found = QCoro::waitFor(ring.lookUp(fromStd(m_name), fromStd(m_label)));
        if (!found)
            return wrongUse(context, found.error());
        context.console.note(u"There is a key."_s);
        return tellAge(context);
    }

    [[nodiscard]] int tellAge(const Context &context) const
    {
        const auto limit = context.composition.settings().keysOldAfterDays();
        if (!limit)
            return wrongUse(context, limit.error());
        const QDate today = QDate::currentDate();
        for (const secrets::KeyAge &age : secrets::KeyDates().ages(fromStd(m_name)))
            context.console.note(u"%1: %2 %3"_s.arg(age.source, age.wasStored ? u"stored on"_s : u"first seen on"_s, age.since.toString(Qt::ISODate)));
        if (const QString reminder = secrets::ageReminder(fromStd(m_name), today, *limit); !reminder.isEmpty())
            context.console.note(reminder);
        return kDone;
    }

    std::string m_name;
    std::string m_label;
    const CLI::App *m_store = nullptr;
    const CLI::App *m_forget = nullptr;
};

} // namespace

std::unique_ptr<Verb> makeKey()
{
    return std::make_unique<KeyVerb>();
}

} // namespace assay::cli
