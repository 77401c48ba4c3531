// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/figures.h"
#include "app/cli/verb.h"

#include "core/workspace/monthbook.h"

#include <QDateTime>
#include <QMap>
#include <QTimeZone>

namespace assay::cli {

using namespace Qt::StringLiterals;

namespace {

constexpr int kHundred = 100;

QString monthText(int month)
{
    return u"%1-%2"_s.arg(month / kHundred).arg(month % kHundred, 2, 10, QLatin1Char('0'));
}

QString nameOf(const store::LedgerModel &model)
{
    return model.model.isEmpty() ? u"(of runs that died)"_s : u"%1 (%2)"_s.arg(model.model, model.provider);
}

QString stateOf(const store::LeaseRow &lease)
{
    return lease.isAlive ? u"running"_s : lease.isReleased ? u"released"_s : lease.isWaiting ? u"waits"_s : u"died"_s;
}

Json amountOf(Money money)
{
    return jsonString(money.toDecimal());
}

class BudgetVerb final : public Verb {
public:
    const char *name() const override { return "budget"; }
    const char *summary() const override { return "What all runs of all workspaces spent this month, and the cap on it"; }

    void describe(CLI::App &command) override
    {
        auto *cap = command.add_option("--month-cap", m_cap, "The most that all runs together may spend in a calendar month (UTC), in US dollars");
        command.add_flag("--no-month-cap", m_isUncapped, "Take that cap away")->excludes(cap);
        command.add_flag("--json", m_isJson, "As JSON");
        m_release = command.add_subcommand("release", "Take what runs that died had reserved out of the count");
        m_release->add_option("NUMBER", m_lease, "One reservation, as assay budget lists it (default: all that died; what waits for a batch only by its number)");
        m_release->add_flag("--later-months", m_isLaterMonths, "Count in this month what a wrong clock had put into months to come");
        command.require_subcommand(0, 1);
        command.footer("Simulated models and answers from the cache cost nothing and are not counted. Months are those of UTC, as providers bill.");
    }

    int run(Context &context) override
    {
        if (m_release->parsed())
            return release(context);
        if (const auto changed = changeCap(context); !changed)
            return wrongUse(context, changed.error());
        const auto cap = context.composition.settings().monthCap();
        if (!cap)
            return wrongUse(context, cap.error());
        const auto summary = context.composition.month().summary().result();
        if (!summary)
            return wrongUse(context, summary.error());
        if (m_isJson)
            context.console.printJson(json(*summary, *cap));
        else
            print(context.console, *summary, *cap);
        return kDone;
    }

private:
    [[nodiscard]] Result<void> changeCap(const Context &context) const
    {
        const settings::Settings &settings = context.composition.settings();
        if (m_isUncapped)
            return settings.setMonthCap(std::nullopt).transform([&] { context.console.note(u"there is no cap on the month any more"_s); });
        if (!m_cap)
            return {};
        // An empty cap is a variable of a script that was not set, and "none" has an option of its own.
        const auto amount = Money::fromDecimal(fromStd(*m_cap));
        if (!amount || *amount <= Money())
            return fail(ErrorKind::invalidInput, u"\"%1\" is no amount of dollars above 0"_s.arg(fromStd(*m_cap)), u"Write it such as 50; --no-month-cap takes the cap away."_s);
        return settings.setMonthCap(*amount).transform([&] { context.console.note(u"the month's cap is $%1"_s.arg(amount->toDecimal())); });
    }

    int release(const Context &context) const
    {
        workspace::MonthBook &book = context.composition.month();
        if (m_isLaterMonths) {
            const auto sum = book.takeBackLaterMonths().result();
            if (!sum)
                return wrongUse(context, sum.error());
            context.console.print(*sum == Money() ? u"Nothing was counted in a later month."_s : u"%1 of later months now count in this one."_s.arg(moneyText(*sum)));
            return kDone;
        }
        const auto released = book.release(m_lease).result();
        if (!released)
            return wrongUse(context, released.error());
        if (*released == 0) {
            context.console.print(u"No run that died holds anything."_s);
            return kDone;
        }
        context.console.print(
            u"%1 no longer counted. Some of it may have been spent: opening its workspace, or going on with the run, still finds out how much and counts that."_s.arg(
                *released == 1 ? u"1 reservation is"_s : u"%1 reservations are"_s.arg(*released)));
        return kDone;
    }

    static void print(const Console &console, const store::MonthSummary &month, const std::optional<Money> &cap)
    {
        QString head = u"%1 (UTC): %2 spent"_s.arg(monthText(month.month), moneyText(month.spent));
        if (cap)
            head += u" of the month's cap of %1"_s.arg(moneyText(*cap));
        if (month.held > Money())
            head += u", %1 reserved"_s.arg(moneyText(month.held));
        if (cap)
            head += u", %1 left"_s.arg(moneyText(std::max(Money(), *cap - month.spent - month.held)));
        console.print(console.coloured(head + u'.', Console::Colour::bold));
        if (!cap)
            console.print(u"There is no cap on the month; assay budget --month-cap 50 sets one."_s);
        if (month.laterMonths > 0)
            console.print(
                u"There is spending of %1, later than this computer's clock: until then everything counts there. If that clock was wrong: assay budget release --later-months"_s
                    .arg(monthText(month.laterMonths)));
        printSpending(console, month);
        printLeases(console, month);
    }

    static void printSpending(const Console &console, const store::MonthSummary &month)
    {
        struct Sum {
            Money spent;
            qint64 calls = 0;
            qint64 withoutPrice = 0;
        };
        QMap<std::pair<QString, store::LedgerModel>, Sum> sums;
        for (const store::SpendingRow &row : month.rows) {
            Sum &sum = sums[{row.run.workspace, row.model}];
            sum.spent += row.spent;
            sum.calls += row.calls;
            sum.withoutPrice += row.withoutPrice;
        }
        QString workspace;
        for (const auto &[key, sum] : sums.asKeyValueRange()) {
            if (std::exchange(workspace, key.first) != key.first) {
                console.print({});
                console.print(key.first);
            }
            const QString unknown = sum.withoutPrice > 0 ? u"  cost unknown for %1 of them"_s.arg(sum.withoutPrice) : QString();
            console.print(u"  "_s + padded(nameOf(key.second), 44) + padded(u"%1 calls"_s.arg(sum.calls), 14, true) + padded(moneyText(sum.spent), 12, true) + unknown);
        }
    }

    static void printLeases(const Console &console, const store::MonthSummary &month)
    {
        if (month.leases.isEmpty())
            return;
        console.print({});
        bool hasDead = false;
        for (const store::LeaseRow &lease : month.leases) {
            hasDead = hasDead || (!lease.isAlive && !lease.isReleased && !lease.isWaiting);
            console.print(u"reservation %1  %2  %3  %4 of %5, since %6"_s.arg(QString::number(lease.id), padded(stateOf(lease), 9), padded(moneyText(lease.held), 10, true),
                lease.run.run > 0 ? u"run #%1"_s.arg(lease.run.run) : u"a test call"_s, lease.run.workspace, timeText(lease.taken)));
        }
        if (hasDead)
            console.print(u"Where a run died nobody knows yet how much of its reservation was spent, so all of it counts. Opening its workspace, or going on with the run"
                          " (assay run FILE --resume NUMBER), finds out from its journal; assay budget release takes it out of the count."_s);
    }

    static Json json(const store::MonthSummary &month, const std::optional<Money> &cap)
    {
        Json object(jsoncons::json_object_arg);
        object.insert_or_assign("month", jsonString(monthText(month.month)));
        object.insert_or_assign("capUsd", cap ? amountOf(*cap) : Json(jsoncons::null_type()));
        object.insert_or_assign("spentUsd", amountOf(month.spent));
        object.insert_or_assign("reservedUsd", amountOf(month.held));
        object.insert_or_assign("reservedByDeadUsd", amountOf(month.heldByDead));
        if (month.laterMonths > 0)
            object.insert_or_assign("laterMonth", jsonString(monthText(month.laterMonths)));
        Json spending(jsoncons::json_array_arg);
        for (const store::SpendingRow &row : month.rows) {
            Json entry(jsoncons::json_object_arg);
            entry.insert_or_assign("workspace", jsonString(row.run.workspace));
            entry.insert_or_assign("run", row.run.run);
            entry.insert_or_assign("provider", jsonString(row.model.provider));
            entry.insert_or_assign("model", jsonString(row.model.model));
            entry.insert_or_assign("calls", row.calls);
            entry.insert_or_assign("callsWithoutPrice", row.withoutPrice);
            entry.insert_or_assign("spentUsd", amountOf(row.spent));
            spending.push_back(std::move(entry));
        }
        object.insert_or_assign("spending", std::move(spending));
        Json leases(jsoncons::json_array_arg);
        for (const store::LeaseRow &lease : month.leases) {
            Json entry(jsoncons::json_object_arg);
            entry.insert_or_assign("number", lease.id);
            entry.insert_or_assign("state", jsonString(stateOf(lease)));
            entry.insert_or_assign("workspace", jsonString(lease.run.workspace));
            entry.insert_or_assign("run", lease.run.run);
            entry.insert_or_assign("reservedUsd", amountOf(lease.held));
            entry.insert_or_assign("since", jsonString(QDateTime::fromMSecsSinceEpoch(toUnixMs(lease.taken), QTimeZone::UTC).toString(Qt::ISODate)));
            leases.push_back(std::move(entry));
        }
        object.insert_or_assign("reservations", std::move(leases));
        return object;
    }

    std::optional<std::string> m_cap;
    bool m_isUncapped = false;
    bool m_isJson = false;
    CLI::App *m_release = nullptr;
    std::optional<qint64> m_lease;
    bool m_isLaterMonths = false;
};

} // namespace

std::unique_ptr<Verb> makeBudget()
{
    return std::make_unique<BudgetVerb>();
}

} // namespace assay::cli
