// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/log/logdetailview.h"

#include "ui/format/format.h"
#include "ui/pages/log/loggist.h"
#include "ui/widgets/attemptwords.h"
#include "ui/widgets/codeview.h"

#include <QBoxLayout>
#include <QGridLayout>
#include <QLabel>
#include <QPushButton>
#include <QScrollArea>

namespace assay::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype kMostMessage = 4'000;
constexpr qsizetype kMostTries = 50;

QLabel *textLabel(QWidget *parent)
{
    auto *label = new QLabel(parent);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    QSizePolicy policy(QSizePolicy::Ignored, QSizePolicy::Preferred); // one long word must not make the column wide
    policy.setHeightForWidth(true);
    label->setSizePolicy(policy);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    return label;
}

QLabel *captionLabel(const QString &text, QWidget *parent)
{
    auto *label = new QLabel(text, parent);
    label->setFont(theme::smallFont());
    label->setProperty("secondary", true);
    return label;
}

// Rounded to be read, and exact where that differs.
QString costText(Money cost)
{
    const QString rounded = format::money(cost);
    const QString exact = u"$"_s + cost.toDecimal();
    return rounded == exact ? rounded : LogDetailView::tr("%1 (exactly %2)").arg(rounded, exact);
}

QString indented(const QByteArray &json)
{
    const auto parsed = parseJson(QByteArrayView(json));
    return QString::fromUtf8(parsed ? toPrettyJson(*parsed) : json).trimmed();
}

} // namespace

LogDetailView::LogDetailView(QWidget *parent)
    : QWidget(parent),
      m_title(textLabel(this)),
      m_outcome(textLabel(this)),
      m_message(new CodeView(this)),
      m_body(new QWidget(this)),
      m_grid(new QGridLayout),
      m_triesCaption(captionLabel(tr("All tries of this cell"), m_body)),
      m_tries(textLabel(m_body)),
      m_rawCaption(captionLabel(tr("Usage as the provider told it"), m_body)),
      m_raw(new CodeView(m_body)),
      m_cell(new QPushButton(tr("Show the cell"), this)),
      m_copy(new QPushButton(tr("Copy as JSON"), this))
{
    nameParts();
    makeFields();
    arrange();
    connect(m_cell, &QPushButton::clicked, this, &LogDetailView::cellRequested);
    connect(m_copy, &QPushButton::clicked, this, &LogDetailView::copyRequested);
    showNothing();
}

void LogDetailView::nameParts()
{
    QFont bold = theme::textFont();
    bold.setWeight(QFont::DemiBold);
    m_title->setFont(bold);
    m_title->setObjectName(u"logTitleLabel"_s);
    m_outcome->setObjectName(u"logOutcomeLabel"_s);
    m_message->setObjectName(u"logMessagePlainTextEdit"_s);
    m_message->setAccessibleName(tr("Message"));
    m_message->setReadOnly(true);
    m_message->setHeightInLines(1, 6);
    m_tries->setObjectName(u"logTriesLabel"_s);
    m_raw->setObjectName(u"logRawUsagePlainTextEdit"_s);
    m_raw->setAccessibleName(m_rawCaption->text());
    m_raw->setReadOnly(true);
    m_raw->setLanguage(Language::json);
    m_raw->setHeightInLines(1, 24);
    m_cell->setObjectName(u"logCellPushButton"_s);
    m_cell->setToolTip(tr("Its answer, prompt and grades on the Results page (Return)"));
    m_copy->setObjectName(u"logCopyPushButton"_s);
}

void LogDetailView::makeFields()
{
    const std::array<QString, FieldCount> captions{tr("Sent"), tr("Took"), tr("First token after"), tr("HTTP status"), tr("Request id"), tr("Batch"), tr("Asked to wait"),
        tr("Asked for"), tr("Answered by"), tr("Finish"), tr("Fingerprint"), tr("Service tier"), tr("Tokens in"), tr("Tokens out"), tr("Cost"), tr("Reserved for it"), tr("Cell")};
    m_grid->setHorizontalSpacing(theme::space(3));
    m_grid->setVerticalSpacing(theme::space(1));
    m_grid->setColumnStretch(1, 1);
    for (int i = 0; i < FieldCount; ++i) {
        auto &[caption, value] = m_fields[static_cast<std::size_t>(i)];
        caption = captionLabel(captions[static_cast<std::size_t>(i)], m_body);
        value = textLabel(m_body);
        caption->setBuddy(value);
        m_grid->addWidget(caption, i, 0, Qt::AlignTop | Qt::AlignLeft);
        m_grid->addWidget(value, i, 1);
    }
    m_fields[ReturnedModel].second->setObjectName(u"logReturnedModelLabel"_s);
    m_fields[Cost].second->setObjectName(u"logCostLabel"_s);
}

void LogDetailView::arrange()
{
    auto *body = new QVBoxLayout(m_body);
    body->setContentsMargins(0, 0, theme::space(2), 0);
    body->setSpacing(theme::space(1));
    body->addLayout(m_grid);
    body->addSpacing(theme::space(2));
    body->addWidget(m_triesCaption);
    body->addWidget(m_tries);
    body->addSpacing(theme::space(2));
    body->addWidget(m_rawCaption);
    body->addWidget(m_raw);
    body->addStretch();
    auto *scroll = new QScrollArea(this);
    scroll->setWidgetResizable(true);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setWidget(m_body);
    auto *buttons = new QHBoxLayout;
    buttons->addWidget(m_cell);
    buttons->addWidget(m_copy);
    buttons->addStretch();
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(theme::space(1));
    column->addWidget(m_title);
    column->addWidget(m_outcome);
    column->addWidget(m_message);
    column->addSpacing(theme::space(1));
    column->addLayout(buttons);
    column->addSpacing(theme::space(1));
    column->addWidget(scroll, 1);
}

void LogDetailView::showNothing()
{
    m_record.reset();
    m_title->setText(tr("No request chosen"));
    m_outcome->setText(tr("Choose a request to see everything that is kept of it."));
    m_outcome->setStyleSheet({});
    m_message->hide();
    m_cell->hide();
    m_copy->hide();
    m_body->hide();
}

void LogDetailView::set(Field field, const QString &value)
{
    const auto &[caption, label] = m_fields[static_cast<std::size_t>(field)];
    label->setText(value);
    caption->setVisible(!value.isEmpty());
    label->setVisible(!value.isEmpty());
}

void LogDetailView::showRecord(const run::AttemptRecord &record, const LogRecords &tries, int repeats)
{
    const run::Attempt &attempt = record.attempt;
    m_record = record;
    QStringList title{record.itemKey, record.version, record.model};
    if (repeats > 1)
        title.append(tr("repeat %1").arg(record.key.repeat + 1));
    m_title->setText(title.join(u" · "_s));
    const bool hasEnd = attempt.state != run::Attempt::State::sent && !record.isCached();
    const QString message = attempt.errorMessage.isEmpty() ? attemptExplanation(record) : attempt.errorMessage.left(kMostMessage);
    m_message->setVisible(!message.isEmpty());
    m_message->setPlainText(message);
    set(Sent, record.isCached() ? QString() : wholeTime(attempt.startedAt));
    set(Took, hasEnd ? format::duration(attempt.duration, true) : QString());
    set(FirstToken, attempt.timeToFirstToken ? format::duration(*attempt.timeToFirstToken, true) : QString());
    set(Status, attempt.httpStatus != 0 ? QString::number(attempt.httpStatus) : QString());
    set(RequestId, attempt.requestId);
    set(Batch, record.batch);
    set(RetryAfter, attempt.retryAfter ? format::duration(*attempt.retryAfter, true) : QString());
    set(AskedModel, record.host.isEmpty() ? record.requestModel : tr("%1 at %2").arg(record.requestModel, record.host));
    set(ReturnedModel, record.responseModel);
    set(Finish, record.finish);
    set(Fingerprint, {});
    set(Tier, {});
    const QString estimate = record.usage && record.usage->isEstimate ? tr(" (counted here: the provider did not tell)") : QString();
    set(Input,
        record.usage ? tr("%1, of them %2 cached, %3 written to the cache%4")
                           .arg(format::count(record.usage->input), format::count(record.usage->inputCached), format::count(record.usage->inputCacheWrite), estimate)
                     : QString());
    set(Output, record.usage ? tr("%1, of them %2 reasoning").arg(format::count(record.usage->output), format::count(record.usage->reasoning)) : QString());
    set(Cost, attempt.cost ? costText(*attempt.cost) : hasEnd ? tr("unknown: the model has no price") : QString());
    set(Reserved, record.isCached() ? QString() : format::money(attempt.reserved));
    set(Verdict, record.outcome ? run::toText(*record.outcome) : QString());
    showTries(record, tries);
    m_rawCaption->hide();
    m_raw->hide();
    m_cell->show();
    m_copy->show();
    m_body->show();
    refreshColours();
}

void LogDetailView::showTries(const run::AttemptRecord &record, const LogRecords &tries)
{
    const bool hasOthers = tries.size() > 1;
    m_triesCaption->setVisible(hasOthers);
    m_tries->setVisible(hasOthers);
    QStringList lines;
    for (qsizetype i = 0; i < std::min(tries.size(), kMostTries); ++i) {
        const run::AttemptRecord &tried = tries.at(i);
        const AttemptWords words = attemptWords(tried);
        QString line = tr("%1  %2 %3").arg(tried.attempt.number).arg(theme::mark(words.tone), words.text);
        if (tried.attempt.state != run::Attempt::State::sent && !tried.isCached())
            line += tr(" after %1").arg(format::duration(tried.attempt.duration, true));
        if (tried.attempt.number == record.attempt.number)
            line += tr("   ← this one");
        lines.append(line);
        const auto waited = i + 1 < tries.size() ? waitedBetween(tried.attempt, tries.at(i + 1).attempt) : std::nullopt;
        if (waited)
            lines.append(tr("    waited %1").arg(format::duration(*waited, true)));
    }
    if (tries.size() > kMostTries)
        lines.append(tr("and %n more", nullptr, static_cast<int>(tries.size() - kMostTries)));
    m_tries->setText(lines.join(u'\n'));
}

void LogDetailView::showKept(const run::CellDetail &cell)
{
    // The answer is of one of the tries; the others have none.
    const bool isOfAnswer = m_record && cell.response && cell.response->cell == m_record->attempt.cell && cell.response->attempt == m_record->attempt.number;
    if (!isOfAnswer)
        return;
    const provider::Completion &completion = cell.response->completion;
    set(Finish, completion.finishRaw.isEmpty() ? provider::toText(completion.finish) : tr("%1 (%2)").arg(completion.finishRaw, provider::toText(completion.finish)));
    set(Fingerprint, completion.fingerprint);
    set(Tier, completion.serviceTier);
    if (cell.response->isCached())
        set(Cost, tr("$0: asked and paid for in run #%1").arg(cell.response->sourceRun));
    set(Verdict,
        cell.result.outcome ? run::toText(*cell.result.outcome) + (cell.result.reason.isEmpty() ? QString() : u": "_s + format::oneLine(cell.result.reason, 200)) : QString());
    const bool hasRaw = !completion.rawUsage.isEmpty();
    m_rawCaption->setVisible(hasRaw);
    m_raw->setVisible(hasRaw);
    m_raw->setPlainText(indented(completion.rawUsage));
}

void LogDetailView::refreshColours()
{
    if (!m_record)
        return;
    const AttemptWords words = attemptWords(*m_record);
    m_outcome->setText(theme::mark(words.tone) + u" "_s + words.text + (m_record->isCached() ? QString() : tr("  ·  try %1").arg(m_record->attempt.number)));
    m_outcome->setStyleSheet(u"color: %1;"_s.arg(theme::foreground(words.tone).name()));
}

} // namespace assay::ui
