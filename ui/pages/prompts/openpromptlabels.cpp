// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/compare/labelgate.h"
#include "ui/pages/prompts/openprompt.h"

namespace assay::ui {

void OpenPrompt::moveLabel(const QString &label, int to, const QString &forcedBecause)
{
    store::LabelOrder order{.prompt = m_name, .label = label, .to = to, .actor = {}, .reason = forcedBecause, .isForced = !forcedBecause.isEmpty()};
    m_document.write(
        this,
        [order, author = m_author](store::Database &database) mutable {
            order.actor = author.result();
            return store::LabelRepository(database).move(order, SystemClock().utcNow(), compare::judgeGate);
        },
        [this, name = m_name, label, to](const Result<std::optional<store::LabelMove>> &move) { takeMove(name, label, to, move); });
}

void OpenPrompt::removeLabel(const QString &label, const QString &forcedBecause)
{
    store::LabelOrder order{.prompt = m_name, .label = label, .actor = {}, .reason = forcedBecause, .isForced = !forcedBecause.isEmpty()};
    m_document.write(
        this,
        [order, author = m_author](store::Database &database) mutable -> Result<std::optional<store::LabelMove>> {
            order.actor = author.result();
            return store::LabelRepository(database).remove(order, SystemClock().utcNow());
        },
        [this, name = m_name, label](const Result<std::optional<store::LabelMove>> &move) { takeMove(name, label, kNowhere, move); });
}

void OpenPrompt::rollBack(const QString &label)
{
    m_document.write(
        this,
        [name = m_name, label, author = m_author](store::Database &database) -> Result<std::optional<store::LabelMove>> {
            return store::LabelRepository(database).rollBack(name, label, author.result(), {}, SystemClock().utcNow());
        },
        [this, name = m_name, label](const Result<std::optional<store::LabelMove>> &move) { takeMove(name, label, kDraft, move); });
}

void OpenPrompt::takeMove(const QString &name, const QString &label, int to, const Result<std::optional<store::LabelMove>> &move)
{
    if (name != m_name)
        return;
    if (!move) {
        Q_EMIT labelRefused(label, to, move.error());
        return;
    }
    if (!*move)
        return;
    if ((*move)->kind == store::LabelMoveKind::removed)
        m_record.labels.remove(label);
    else
        m_record.labels.insert(label, (*move)->to);
    m_record.moves.prepend(**move);
    Q_EMIT labelsChanged();
    Q_EMIT labelMoved(**move);
}

void OpenPrompt::protect(const QString &label, const run::LabelGate &gate)
{
    m_document.write(
        this, [name = m_name, label, gate](store::Database &database) { return store::LabelRepository(database).protect(name, label, gate); },
        [this, label](const Result<void> &done) { done ? reloadLabels() : Q_EMIT labelRefused(label, kDraft, done.error()); });
}

void OpenPrompt::unprotect(const QString &label)
{
    m_document.write(
        this, [name = m_name, label](store::Database &database) { return store::LabelRepository(database).unprotect(name, label); },
        [this, label](const Result<bool> &done) { done ? reloadLabels() : Q_EMIT labelRefused(label, kDraft, done.error()); });
}

void OpenPrompt::reloadLabels()
{
    m_document.read(
        this, [name = m_name](store::Database &database) { return store::LabelRepository(database).gates(name); },
        [this, name = m_name](const Result<QMap<QString, run::LabelGate>> &gates) {
            if (!gates || name != m_name)
                return;
            m_record.gates = *gates;
            Q_EMIT labelsChanged();
        });
}

} // namespace assay::ui
