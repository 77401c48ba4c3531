// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/prompts/openprompt.h"

#include "core/prompt/pinning.h"
#include "core/settings/author.h"
#include "core/store/optionrepository.h"

#include <QTimer>
#include <QtConcurrentRun>

#include <algorithm>
#include <utility>

namespace assay::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr int kDraftDelayMs = 700;

prompt::Content emptyContent()
{
    prompt::Content content;
    content.messages = {{tokens::Role::user, {}}};
    return content;
}

} // namespace

OpenPrompt::OpenPrompt(Document &document, QObject *parent)
    : QObject(parent),
      m_document(document),
      m_author(QtConcurrent::run(&settings::author)),
      m_timer(new QTimer(this))
{
    m_timer->setSingleShot(true);
    m_timer->setInterval(kDraftDelayMs);
    connect(m_timer, &QTimer::timeout, this, &OpenPrompt::flush);
    connect(&m_document, &Document::runEnded, this, &OpenPrompt::reloadHistory);
}

const prompt::Version *OpenPrompt::version(int number) const
{
    const auto found = std::ranges::find(m_record.versions, number, &prompt::Version::number);
    return found == m_record.versions.end() ? nullptr : &*found;
}

Result<PromptRecord> OpenPrompt::read(store::Database &database, const QString &name)
{
    store::PromptRepository prompts(database);
    store::LabelRepository labels(database);
    PromptRecord record;
    const auto keep = [](auto &place) {
        return [&place](auto &&value) -> Result<void> {
            place = std::forward<decltype(value)>(value);
            return {};
        };
    };
    return prompts.versions(name)
        .and_then(keep(record.versions))
        .and_then([&] { return prompts.draft(name).and_then(keep(record.draft)); })
        .and_then([&] { return labels.list(name).and_then(keep(record.labels)); })
        .and_then([&] { return labels.history(name).and_then(keep(record.moves)); })
        .and_then([&] { return labels.gates(name).and_then(keep(record.gates)); })
        .and_then([&] { return store::RunRepository(database).history(name).and_then(keep(record.columns)); })
        .transform([&] { return record; });
}

void OpenPrompt::load(const QString &name, std::optional<int> number)
{
    if (name != m_name)
        flush();
    const int job = ++m_job;
    m_document.read(
        this, [name](store::Database &database) { return read(database, name); },
        [this, job, name, number, wasDirty = m_isDirty](const Result<PromptRecord> &record) {
            if (job != m_job)
                return;
            if (!record) {
                Q_EMIT m_document.failed(record.error());
                return;
            }
            // The workspace has what is being typed a moment later.
            const std::optional<store::Draft> typed = name == m_name && (wasDirty || m_isDirty) ? m_record.draft : std::nullopt;
            m_name = name;
            m_record = *record;
            m_discarded.reset();
            if (typed)
                m_record.draft = typed;
            else
                m_isDirty = false;
            Q_EMIT loaded(number);
        });
}

void OpenPrompt::reloadHistory()
{
    if (m_record.versions.isEmpty())
        return;
    m_document.read(
        this, [name = m_name](store::Database &database) { return store::RunRepository(database).history(name); },
        [this, name = m_name](const Result<QList<store::ColumnHistory>> &columns) {
            if (!columns || name != m_name || *columns == m_record.columns)
                return;
            m_record.columns = *columns;
            Q_EMIT historyChanged();
        });
}

void OpenPrompt::begin(const QString &name)
{
    flush();
    const int job = ++m_job;
    m_name = name;
    m_record = {};
    m_record.draft = store::Draft{.content = emptyContent()};
    m_discarded.reset();
    Q_EMIT loaded(kDraft);
    m_document.read(
        this, [](store::Database &database) { return store::OptionRepository(database).templateOptions(); },
        [this, job](const Result<prompt::TemplateOptions> &options) {
            const bool isUntouched = job == m_job && m_record.draft && m_record.draft->content == emptyContent();
            if (!isUntouched || !options || *options == prompt::TemplateOptions{})
                return;
            m_record.draft->content.templateOptions = *options;
            Q_EMIT listChanged(kDraft);
        });
}

void OpenPrompt::rename(const QString &name)
{
    writeDraft(m_name, std::nullopt);
    m_name = name;
    m_isDirty = true;
    flush();
}

// ── the draft ───────────────────────────────────────────────────────────────────────────────────────────────────────

void OpenPrompt::setDraft(const prompt::Content &content, const QString &note, const Json &editing)
{
    if (!m_record.draft)
        return;
    m_record.draft->content = content;
    m_record.draft->note = note;
    m_record.draft->editing = editing;
    m_isDirty = true;
    if (!m_timer->isActive()) // who types on without a pause loses no more than who pauses
        m_timer->start();
}

void OpenPrompt::flush()
{
    m_timer->stop();
    if (std::exchange(m_isDirty, false) && m_record.draft)
        writeDraft(m_name, m_record.draft);
}

void OpenPrompt::writeDraft(const QString &name, const std::optional<store::Draft> &draft)
{
    m_document.write(
        this, [name, draft](store::Database &database) { return store::PromptRepository(database).saveDraft(name, draft); },
        [this](const Result<void> &saved) {
            if (!saved)
                Q_EMIT m_document.failed(saved.error());
        });
}

void OpenPrompt::editFrom(int number)
{
    const prompt::Version *from = version(number);
    if (from == nullptr)
        return;
    if (m_record.draft)
        m_discarded = std::move(m_record.draft);
    m_record.draft = store::Draft{.content = prompt::unpinned(from->content), .parent = number};
    m_isDirty = true;
    m_timer->start();
    Q_EMIT listChanged(kDraft);
}

void OpenPrompt::discardDraft()
{
    m_timer->stop();
    m_isDirty = false;
    m_discarded = std::exchange(m_record.draft, std::nullopt);
    writeDraft(m_name, std::nullopt);
    Q_EMIT listChanged(newest());
}

void OpenPrompt::restoreDraft()
{
    std::swap(m_record.draft, m_discarded);
    m_isDirty = true;
    m_timer->start();
    Q_EMIT listChanged(kDraft);
}

void OpenPrompt::saveVersion(const prompt::Content &content, const QString &note)
{
    flush();
    const int parent = base();
    m_document.write(
        this,
        [name = m_name, content, note, parent, author = m_author](store::Database &database) -> Result<prompt::Version> {
            store::PromptRepository prompts(database);
            auto version = prompts.addVersion(name, content, note, parent == kDraft ? std::nullopt : std::optional(parent), SystemClock().utcNow(), author.result());
            if (!version)
                return version;
            if (auto cleared = prompts.saveDraft(name, std::nullopt); !cleared)
                return std::unexpected(cleared.error());
            return version;
        },
        [this](const Result<prompt::Version> &version) {
            if (version) {
                load(version->promptName, version->number);
                return;
            }
            const auto same = prompt::versionReferenceFromText(version.error().contextValue(u"version"));
            if (version.error().kind == ErrorKind::conflict && same && same->number)
                Q_EMIT duplicates(*same->number, version.error());
            else
                Q_EMIT m_document.failed(version.error());
        });
}

} // namespace assay::ui
