// SPDX-License-Identifier: GPL-3.0-or-later
// Labels: where they stand, and how they move forward and back.
#include "app/cli/figures.h"
#include "app/cli/planning.h"
#include "app/cli/verb.h"

#include "core/compare/labelgate.h"
#include "core/settings/author.h"
#include "core/store/labelrepository.h"
#include "core/store/promptrepository.h"
#include "core/workspace/workspace.h"

namespace assay::cli {

using namespace Qt::StringLiterals;

namespace {

QString gateText(const run::LabelGate &gate)
{
    return u"protected: needs %1 % of %2 on each model, and no significant regression"_s.arg(QString::number(100 * gate.leastPassRate, 'g', 4), gate.set);
}

QString moveText(const QString &prompt, const store::LabelMove &move)
{
    const auto version = [&prompt](int number) { return prompt + u'@' + QString::number(number); };
    QString text = timeText(move.at) + u"  "_s + move.label + u"  "_s + (move.from ? version(*move.from) : u"–"_s) + u" → "_s
        + (move.kind == store::LabelMoveKind::removed ? u"–"_s : version(move.to));
    if (move.kind != store::LabelMoveKind::moved)
        text += u"  "_s + store::toText(move.kind);
    if (!move.actor.isEmpty())
        text += u"  by "_s + move.actor;
    if (!move.reason.isEmpty())
        text += u"  \""_s + move.reason.simplified() + u'"';
    return move.evidence.isEmpty() ? text : QString(text + u"  ["_s + move.evidence.simplified() + u']');
}

Result<QStringList> linesOf(store::Database &database, const QString &prompt, const QString &label)
{
    store::LabelRepository labels(database);
    const auto standing = labels.list(prompt);
    if (!standing)
        return std::unexpected(standing.error());
    const auto gates = labels.gates(prompt);
    if (!gates)
        return std::unexpected(gates.error());
    const auto history = labels.history(prompt, label);
    if (!history)
        return std::unexpected(history.error());
    QStringList names = standing->keys() + gates->keys();
    for (const store::LabelMove &move : *history)
        names.append(move.label);
    names.sort();
    names.removeDuplicates();
    QStringList lines;
    for (const QString &name : std::as_const(names)) {
        if (!label.isEmpty() && name != label)
            continue;
        QString line = name + u"  "_s + (standing->contains(name) ? QString(prompt + u'@' + QString::number(standing->value(name))) : u"nowhere"_s);
        if (gates->contains(name))
            line += u"  "_s + gateText(gates->value(name));
        lines.append(line);
    }
    if (lines.isEmpty() && !label.isEmpty())
        return store::PromptRepository(database).version({.prompt = prompt, .label = label}).transform([](const prompt::Version &) { return QStringList(); });
    if (lines.isEmpty())
        return QStringList{u"%1 has no labels."_s.arg(prompt)};
    for (const store::LabelMove &move : *history)
        lines.append(moveText(prompt, move));
    return lines;
}

/// "7", "production" or "triage@7", of the prompt.
Result<int> numberFrom(store::Database &database, const QString &prompt, const QString &text)
{
    if (text.contains(u'@') && !text.startsWith(prompt + u'@'))
        return fail(ErrorKind::invalidInput, u"\"%1\" is no version of %2"_s.arg(text, prompt), u"Write a number, another label of it, or latest."_s);
    const QString whole = text.startsWith(prompt + u'@') ? text : QString(prompt + u'@' + text);
    return versionFrom(database, whole).transform([](const prompt::Version &version) { return version.number; });
}

class Label final : public Verb {
public:
    const char *name() const override { return "label"; }
    const char *summary() const override { return "List the labels of a prompt, move one, remove one, or protect it"; }

    bool refusesEmptyWords() const override { return true; }
    void describe(CLI::App &command) override
    {
        command.add_option("FILE", m_file, "The workspace (.assay)")->required();
        command.add_option("PROMPT", m_prompt, "The prompt")->required();
        command.add_option("LABEL", m_label, "Such as production (default: list all)");
        command.add_option("VERSION", m_version, "Where to: a number, another label, or latest");
        command.add_option("--reason", m_reason, "Why; kept with the move");
        auto *check = command.add_flag("--check", m_isCheck, "Say whether its gate would let it move, and move nothing");
        auto *remove = command.add_flag("--remove", m_isRemove, "Take it off; its moves stay on record, and a rollback brings it back");
        auto *force = command.add_flag("--force", m_isForced, "Move or remove it past its gate, in an emergency; needs --reason, and is kept as forced");
        auto *protect = command.add_flag("--protect", m_isProtect, "Let it move only through a gate: a finished run on --set, at least --min-pass, no significant regression");
        command.add_option("--set", m_set, "Eval set of the gate");
        command.add_option("--min-pass", m_leastPassRate, "Least share of passes on each model, such as 0.9")->check(CLI::Range(0.0, 1.0));
        auto *unprotect = command.add_flag("--unprotect", m_isUnprotect, "Let it move freely again");
        check->excludes(force)->excludes(remove);
        protect->excludes(unprotect)->excludes(remove);
        unprotect->excludes(remove);
        command.footer(
            "A gate goes by the newest finished run of the version on the newest revision of the set; the version where the label stands needs one as well, and is compared with "
            "the test that assay compare has. A protected label is removed by --force alone, since PROMPT@LABEL fails from then on, and no run can vouch for that; what "
            "protects it stays. Exit codes: 0 done, 1 the gate of a protected label was not met and nothing moved, 2 wrong use.");
    }

    int run(Context &context) override
    {
        if (const auto checked = checkOptions(); !checked)
            return wrongUse(context, checked.error());
        auto workspace = workspace::Workspace::open(fromStd(m_file));
        if (!workspace)
            return wrongUse(context, workspace.error());
        if (m_isProtect || m_isUnprotect)
            return changeGate(context, **workspace);
        if (m_isRemove)
            return remove(context, **workspace);
        if (m_version.empty())
            return list(context, **workspace);
        return m_isCheck ? check(context, **workspace) : move(context, **workspace);
    }

private:
    [[nodiscard]] Result<void> checkOptions() const
    {
        const auto wrong = [](const QString &what, const QString &hint) { return fail(ErrorKind::invalidInput, what, hint); };
        if (m_isProtect && (m_label.empty() || m_set.empty() || !m_leastPassRate))
            return wrong(u"--protect needs a label, --set and --min-pass"_s, u"Write it such as: assay label FILE triage production --protect --set items --min-pass 0.9"_s);
        if (!m_isProtect && (!m_set.empty() || m_leastPassRate))
            return wrong(u"--set and --min-pass are of a gate"_s, u"Add --protect."_s);
        if (m_isUnprotect && m_label.empty())
            return wrong(u"--unprotect needs a label"_s, u"Name it after the prompt."_s);
        if ((m_isProtect || m_isUnprotect) && !m_version.empty())
            return wrong(u"a label is protected or moved, not both at once"_s, u"Call it twice."_s);
        if (m_isRemove && (m_label.empty() || !m_version.empty()))
            return wrong(u"--remove needs a label, and no version"_s, u"Write it such as: assay label FILE triage staging --remove"_s);
        if ((m_isCheck || (m_isForced && !m_isRemove)) && m_version.empty())
            return wrong(u"--check and --force need a version to move to"_s, u"Name it after the label."_s);
        return {};
    }

    int list(const Context &context, workspace::Workspace &workspace) const
    {
        const auto lines = workspace.read([prompt = fromStd(m_prompt), label = fromStd(m_label)](store::Database &database) { return linesOf(database, prompt, label); }).result();
        if (!lines)
            return wrongUse(context, lines.error());
        for (const QString &line : *lines)
            context.console.print(line);
        return kDone;
    }

    int changeGate(const Context &context, workspace::Workspace &workspace) const
    {
        const run::LabelGate gate{.set = fromStd(m_set), .leastPassRate = m_leastPassRate.value_or(0)};
        const auto changed = workspace
                                 .write([this, gate](store::Database &database) -> Result<bool> {
                                     store::LabelRepository labels(database);
                                     if (m_isUnprotect)
                                         return labels.unprotect(fromStd(m_prompt), fromStd(m_label));
                                     return labels.protect(fromStd(m_prompt), fromStd(m_label), gate).transform([] { return true; });
                                 })
                                 .result();
        if (!changed)
            return wrongUse(context, changed.error());
        const QString what = m_isProtect ? gateText(gate) : *changed ? u"moves freely"_s : u"was not protected"_s;
        context.console.note(u"%1 of %2: %3."_s.arg(fromStd(m_label), fromStd(m_prompt), what));
        return kDone;
    }

    int check(const Context &context, workspace::Workspace &workspace) const
    {
        const auto isThere = workspace
                                 .read([this](store::Database &database) {
                                     return numberFrom(database, fromStd(m_prompt), fromStd(m_version)).and_then([&](int to) {
                                         return store::LabelRepository(database).list(fromStd(m_prompt)).transform([&](const QMap<QString, int> &labels) {
                                             return labels.value(fromStd(m_label)) == to;
                                         });
                                     });
                                 })
                                 .result();
        if (!isThere)
            return wrongUse(context, isThere.error());
        if (*isThere) {
            context.console.print(u"%1 stands there already."_s.arg(fromStd(m_label)));
            return kDone;
        }
        const auto evidence = workspace
                                  .read([this](store::Database &database) {
                                      return numberFrom(database, fromStd(m_prompt), fromStd(m_version)).and_then([&](int to) {
                                          return store::LabelRepository(database).evidence(fromStd(m_prompt), fromStd(m_label), to);
                                      });
                                  })
                                  .result();
        if (!evidence)
            return wrongUse(context, evidence.error());
        if (!*evidence) {
            context.console.print(u"%1 is not protected: it may move."_s.arg(fromStd(m_label)));
            return kDone;
        }
        const run::GateVerdict verdict = compare::judgeGate(**evidence);
        if (!verdict.evidence.isEmpty())
            context.console.print(verdict.evidence);
        if (verdict.passes()) {
            context.console.print(u"%1 may move to %2."_s.arg(fromStd(m_label), (*evidence)->candidate));
            return kDone;
        }
        for (const QString &missing : verdict.missing)
            context.console.print(u"missing: "_s + missing);
        context.console.print(verdict.advice);
        return kGateNotMet;
    }

    int remove(const Context &context, workspace::Workspace &workspace) const
    {
        const store::LabelOrder order{.prompt = fromStd(m_prompt), .label = fromStd(m_label), .actor = settings::author(), .reason = fromStd(m_reason), .isForced = m_isForced};
        const auto removed = workspace.write([order](store::Database &database) { return store::LabelRepository(database).remove(order, SystemClock().utcNow()); }).result();
        if (!removed)
            return refused(context, removed.error());
        context.console.note(moveText(order.prompt, *removed));
        return kDone;
    }

    static int refused(const Context &context, const Error &error)
    {
        context.console.complain(error);
        return error.kind == ErrorKind::conflict ? kGateNotMet : kWrongUse;
    }

    int move(const Context &context, workspace::Workspace &workspace) const
    {
        const store::LabelOrder order{
            .prompt = fromStd(m_prompt), .label = fromStd(m_label), .to = 0, .actor = settings::author(), .reason = fromStd(m_reason), .isForced = m_isForced};
        const auto moved = workspace
                               .write([order, text = fromStd(m_version)](store::Database &database) {
                                   return numberFrom(database, order.prompt, text).and_then([&](int to) {
                                       store::LabelOrder whole = order;
                                       whole.to = to;
                                       return store::LabelRepository(database).move(whole, SystemClock().utcNow(), compare::judgeGate);
                                   });
                               })
                               .result();
        if (!moved)
            return refused(context, moved.error());
        context.console.note(*moved ? moveText(order.prompt, **moved) : u"%1 stands there already."_s.arg(order.label));
        return kDone;
    }

    std::string m_file;
    std::string m_prompt;
    std::string m_label;
    std::string m_version;
    std::string m_reason;
    std::string m_set;
    std::optional<double> m_leastPassRate;
    bool m_isCheck = false;
    bool m_isForced = false;
    bool m_isProtect = false;
    bool m_isUnprotect = false;
    bool m_isRemove = false;
};

class Rollback final : public Verb {
public:
    const char *name() const override { return "rollback"; }
    const char *summary() const override { return "Take back a label's last move, or its removal"; }

    bool refusesEmptyWords() const override { return true; }
    void describe(CLI::App &command) override
    {
        command.add_option("FILE", m_file, "The workspace (.assay)")->required();
        command.add_option("PROMPT", m_prompt, "The prompt")->required();
        command.add_option("LABEL", m_label, "Such as production")->required();
        command.add_option("--reason", m_reason, "Why; kept with the move");
        command.footer(
            "It takes back the label's newest move that is not taken back yet: twice is two steps back, and never forward again; to undo a rollback, move the label. A label that\n"
            "was removed stands again where it stood; one that was removed and set anew goes to the version before, and never to nowhere. No gate is asked, since the\n"
            "label stood there before.");
    }

    int run(Context &context) override
    {
        auto workspace = workspace::Workspace::open(fromStd(m_file));
        if (!workspace)
            return wrongUse(context, workspace.error());
        const auto moved = (*workspace)
                               ->write([prompt = fromStd(m_prompt), label = fromStd(m_label), reason = fromStd(m_reason), author = settings::author()](
                                           store::Database &database) { return store::LabelRepository(database).rollBack(prompt, label, author, reason, SystemClock().utcNow()); })
                               .result();
        if (!moved)
            return wrongUse(context, moved.error());
        context.console.note(moveText(fromStd(m_prompt), *moved));
        return kDone;
    }

private:
    std::string m_file;
    std::string m_prompt;
    std::string m_label;
    std::string m_reason;
};

} // namespace

std::unique_ptr<Verb> makeLabel()
{
    return std::make_unique<Label>();
}

std::unique_ptr<Verb> makeRollback()
{
    return std::make_unique<Rollback>();
}

} // namespace assay::cli
