// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/models/modelform.h"

#include "core/net/httptransport.h"
#include "core/provider/modeloptions.h"
#include "core/secrets/keysource.h"
#include "ui/pages/models/fieldcolumn.h"
#include "ui/theme/theme.h"
#include "ui/widgets/codeview.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDate>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QPushButton>

#include <array>
#include <cmath>

namespace assay::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr double kMicro = 1e6;
constexpr double kDearest = 1e6; // dollars per million tokens
constexpr qint64 kMost = 1'000'000'000;
const std::array kEfforts{"none"_L1, "minimal"_L1, "low"_L1, "medium"_L1, "high"_L1, "xhigh"_L1, "max"_L1};

QString dollars(std::optional<qint64> micro)
{
    return micro ? QLocale().toString(static_cast<double>(*micro) / kMicro, 'g', 9) : QString();
}

// Both as people here write numbers and as price lists do.
std::optional<double> numberOf(const QString &text)
{
    bool isNumber = false;
    double number = QLocale().toDouble(text, &isNumber);
    if (!isNumber)
        number = QLocale::c().toDouble(text, &isNumber);
    return isNumber && std::isfinite(number) ? std::optional(number) : std::nullopt;
}

Result<std::optional<qint64>> amount(const QString &field, const QLineEdit &edit)
{
    const QString text = edit.text().trimmed();
    if (text.isEmpty())
        return std::nullopt;
    const auto number = numberOf(text);
    if (!number || *number < 0 || *number > kDearest)
        return wrongField(field, ModelForm::tr("“%1” is not an amount of dollars.").arg(text), ModelForm::tr("Write dollars per million tokens, such as 0.15."));
    return std::llround(*number * kMicro);
}

Result<std::optional<qint64>> count(const QString &field, const QLineEdit &edit, qint64 least = 1, qint64 most = kMost)
{
    const QString text = edit.text().trimmed();
    if (text.isEmpty())
        return std::nullopt;
    bool isNumber = false;
    const qint64 number = QLocale().toLongLong(text, &isNumber);
    if (!isNumber || number < least || number > most)
        return wrongField(field, ModelForm::tr("“%1” is not a whole number from %2 to %3.").arg(text, QLocale().toString(least), QLocale().toString(most)),
            ModelForm::tr("Write one, or nothing."));
    return number;
}

QString countText(std::optional<qint64> number)
{
    return number ? QLocale().toString(*number) : QString();
}

} // namespace

ModelForm::ModelForm(QWidget *parent)
    : FieldForm(parent),
      m_name(new QLineEdit(m_fields)),
      m_apiName(new QLineEdit(m_fields)),
      m_tier(new QComboBox(m_fields)),
      m_input(new QLineEdit(m_fields)),
      m_output(new QLineEdit(m_fields)),
      m_cached(new QLineEdit(m_fields)),
      m_written(new QLineEdit(m_fields)),
      m_batch(new QLineEdit(m_fields)),
      m_priceNote(new QLabel(m_fields)),
      m_fromBook(new QPushButton(tr("Take the listed price"), m_fields)),
      m_requests(new QLineEdit(m_fields)),
      m_tokens(new QLineEdit(m_fields)),
      m_concurrency(new QLineEdit(m_fields)),
      m_maxOutput(new QLineEdit(m_fields)),
      m_stream(new QCheckBox(tr("Stream answers"), m_fields)),
      m_effort(new QComboBox(m_fields)),
      m_thinking(new QLineEdit(m_fields)),
      m_cache(new QCheckBox(tr("Mark the prompt for the provider's cache"), m_fields)),
      m_abilities(new CodeView(m_fields))
{
    makeFields();
    setFocusProxy(m_name);
}

void ModelForm::makeFields()
{
    m_name->setObjectName(u"modelNameLineEdit"_s);
    m_apiName->setObjectName(u"modelApiNameLineEdit"_s);
    m_tier->setObjectName(u"modelTierComboBox"_s);
    m_tier->setEditable(true);
    m_tier->addItems({QString(), u"small"_s, u"medium"_s, u"large"_s});
    m_input->setObjectName(u"modelInputPriceLineEdit"_s);
    m_output->setObjectName(u"modelOutputPriceLineEdit"_s);
    m_cached->setObjectName(u"modelCachedPriceLineEdit"_s);
    m_written->setObjectName(u"modelCacheWritePriceLineEdit"_s);
    m_batch->setObjectName(u"modelBatchLineEdit"_s);
    for (QLineEdit *price : {m_input, m_output})
        price->setPlaceholderText(tr("unknown"));
    for (QLineEdit *price : {m_cached, m_written})
        price->setPlaceholderText(tr("as input"));
    m_batch->setPlaceholderText(tr("no batch price"));
    m_priceNote->setWordWrap(true);
    m_priceNote->setFont(theme::smallFont());
    m_priceNote->setProperty("secondary", true);
    m_priceNote->setObjectName(u"modelPriceNoteLabel"_s);
    m_fromBook->setObjectName(u"modelListPricePushButton"_s);
    m_requests->setObjectName(u"modelRequestsLineEdit"_s);
    m_tokens->setObjectName(u"modelTokensLineEdit"_s);
    for (QLineEdit *limit : {m_requests, m_tokens})
        limit->setPlaceholderText(tr("no limit"));
    m_concurrency->setObjectName(u"modelConcurrencyLineEdit"_s);
    m_maxOutput->setObjectName(u"modelMaxOutputLineEdit"_s);
    m_stream->setObjectName(u"modelStreamCheckBox"_s);
    m_effort->setObjectName(u"modelEffortComboBox"_s);
    m_effort->addItem(tr("as the API does"), QString());
    for (const QLatin1StringView effort : kEfforts)
        m_effort->addItem(QString(effort), QString(effort));
    m_thinking->setObjectName(u"modelThinkingLineEdit"_s);
    m_thinking->setPlaceholderText(tr("not set"));
    m_cache->setObjectName(u"modelCacheCheckBox"_s);
    m_abilities->setObjectName(u"modelAbilitiesPlainTextEdit"_s);
    makeJsonField(*m_abilities, 6, u"{\"schema\": true, \"contextWindow\": 32768}"_s);

    m_fields->addField(u"name"_s, tr("Name here"), m_name);
    m_fields->addField(u"apiName"_s, tr("Name at the API"), m_apiName);
    m_fields->addField(u"tier"_s, tr("Tier"), m_tier);
    m_fields->addHeading(tr("Price, $ per million tokens"));
    m_fields->addRow({{u"input"_s, tr("Input"), m_input}, {u"output"_s, tr("Output"), m_output}});
    m_fields->addRow({{u"cached"_s, tr("Read from the cache"), m_cached}, {u"written"_s, tr("Written to the cache"), m_written}});
    m_fields->addField(u"batch"_s, tr("In a batch, % of it"), m_batch);
    m_fields->addWidget(m_priceNote);
    m_fields->addWidget(m_fromBook);
    m_fields->addHeading(tr("Limits"));
    m_fields->addRow({{u"requests"_s, tr("Requests a minute"), m_requests}, {u"tokens"_s, tr("Tokens a minute"), m_tokens}});
    m_fields->addRow({{u"concurrency"_s, tr("Calls at once"), m_concurrency}, {u"maxOutput"_s, tr("Longest answer, tokens"), m_maxOutput}});
    m_fields->addHeading(tr("How it is asked"));
    m_fields->addWidget(m_stream);
    m_fields->addWidget(m_cache);
    m_fields->addRow({{u"reasoningEffort"_s, tr("Reasoning effort"), m_effort}, {u"thinkingBudget"_s, tr("Thinking, tokens"), m_thinking}});
    m_fields->addField(u"capabilities"_s, tr("What it can do, where the table is wrong or silent"), m_abilities);

    connect(m_fromBook, &QPushButton::clicked, this, [this] {
        showPrice(m_listPrice);
        setEdited();
    });
    for (QLineEdit *field : {m_name, m_apiName, m_input, m_output, m_cached, m_written, m_batch, m_requests, m_tokens, m_concurrency, m_maxOutput, m_thinking})
        connect(field, &QLineEdit::textEdited, this, &ModelForm::setEdited);
    connect(m_tier, &QComboBox::editTextChanged, this, [this] {
        if (m_tier->hasFocus() || m_tier->lineEdit()->hasFocus())
            setEdited();
    });
    connect(m_effort, &QComboBox::activated, this, &ModelForm::setEdited);
    for (QCheckBox *box : {m_stream, m_cache})
        connect(box, &QCheckBox::clicked, this, &ModelForm::setEdited);
}

void ModelForm::show(const provider::ModelConfig &config, const QStringList &takenNames, const std::optional<pricing::Price> &listPrice)
{
    m_shown = config;
    m_takenNames = takenNames;
    m_takenNames.removeAll(config.name);
    m_listPrice = listPrice;
    for (const auto &[field, text] : {std::pair(m_name, config.name), {m_apiName, config.apiName}}) {
        field->setText(text);
        field->setCursorPosition(0);
    }
    m_tier->setEditText(config.tier);
    const auto price = config.price ? pricing::priceFromJson(*config.price) : Result<pricing::Price>(fail(ErrorKind::notFound, QString()));
    showPrice(price ? std::optional(*price) : std::nullopt);
    m_fromBook->setVisible(listPrice && (!price || *price != *listPrice));
    m_requests->setText(countText(config.requestsPerMinute));
    m_tokens->setText(countText(config.tokensPerMinute));
    m_concurrency->setText(countText(config.concurrency));
    m_maxOutput->setText(countText(config.maxOutputTokens));
    m_stream->setChecked(config.stream);
    m_effort->setCurrentIndex(std::max(0, m_effort->findData(optionText(config.options, "reasoningEffort"))));
    m_thinking->setText(optionText(config.options, "thinkingBudget"));
    m_cache->setChecked(optionText(config.options, "cachePrompt") == u"true");
    m_abilities->setPlainText(optionText(config.options, "capabilities"));
    setFilled();
}

void ModelForm::showPrice(const std::optional<pricing::Price> &price)
{
    m_price = price;
    m_input->setText(price ? dollars(price->inputMicroUsdPerMTok) : QString());
    m_output->setText(price ? dollars(price->outputMicroUsdPerMTok) : QString());
    m_cached->setText(price ? dollars(price->cachedInputMicroUsdPerMTok) : QString());
    m_written->setText(price ? dollars(price->cacheWriteMicroUsdPerMTok) : QString());
    m_batch->setText(price && price->batchMillionths ? QLocale().toString(static_cast<double>(*price->batchMillionths) / kMicro * 100, 'g', 6) : QString());
    if (!price) {
        m_priceNote->setText(m_listPrice ? tr("The price book has one.") : tr("Without a price no budget can hold."));
        return;
    }
    QString note = price->date.isEmpty() ? price->source : tr("%1, %2").arg(price->source, price->date);
    if (!price->longPromptTiers.isEmpty())
        note += tr("; dearer above %1 tokens").arg(QLocale().toString(price->longPromptTiers.first().promptTokensAbove));
    m_priceNote->setText(note);
}

Result<std::optional<pricing::Price>> ModelForm::readPrice() const
{
    const auto input = amount(u"input"_s, *m_input);
    const auto output = amount(u"output"_s, *m_output);
    const auto cached = amount(u"cached"_s, *m_cached);
    const auto written = amount(u"written"_s, *m_written);
    for (const auto *each : {&input, &output, &cached, &written}) {
        if (!*each)
            return std::unexpected(each->error());
    }
    std::optional<qint64> batch;
    if (const QString text = m_batch->text().trimmed(); !text.isEmpty()) {
        const auto share = numberOf(text);
        if (!share || *share < 0 || *share > 100)
            return wrongField(u"batch"_s, tr("“%1” is not a share.").arg(text), tr("Write 50 for half of the price, or nothing."));
        batch = std::llround(*share / 100 * kMicro);
    }
    if (input->has_value() != output->has_value())
        return wrongField(input->has_value() ? u"output"_s : u"input"_s, tr("A price needs both input and output."), tr("Write 0 for what is free."));
    if (!input->has_value() && (cached->has_value() || written->has_value() || batch))
        return wrongField(u"input"_s, tr("A price needs input and output."), tr("Write them, or leave the other fields empty, too."));
    if (!input->has_value())
        return std::nullopt;
    pricing::Price price = m_price.value_or(pricing::Price());
    price.inputMicroUsdPerMTok = **input;
    price.outputMicroUsdPerMTok = **output;
    price.cachedInputMicroUsdPerMTok = *cached;
    price.cacheWriteMicroUsdPerMTok = *written;
    price.batchMillionths = batch;
    if (m_price == price)
        return price;
    // Whose word it is has changed, and what the list said of long prompts with it.
    price.longPromptTiers.clear();
    price.source = u"given by the user"_s;
    price.date = QDate::currentDate().toString(Qt::ISODate);
    price.row.clear();
    return price;
}

Result<Json> ModelForm::readOptions() const
{
    Json options(jsoncons::json_object_arg);
    if (const QString effort = m_effort->currentData().toString(); !effort.isEmpty())
        options.insert_or_assign("reasoningEffort", jsonString(effort));
    const auto thinking = count(u"thinkingBudget"_s, *m_thinking, 0);
    if (!thinking)
        return std::unexpected(thinking.error());
    if (*thinking)
        options.insert_or_assign("thinkingBudget", **thinking);
    if (m_cache->isChecked())
        options.insert_or_assign("cachePrompt", true);
    if (const QString text = m_abilities->toPlainText().trimmed(); !text.isEmpty()) {
        auto abilities = parseJson(QStringView(text));
        if (!abilities || !abilities->is_object())
            return wrongField(u"capabilities"_s, tr("That is not a JSON object."), tr("Write it such as {\"schema\": true, \"contextWindow\": 32768}, or nothing."));
        options.insert_or_assign("capabilities", *std::move(abilities));
    }
    return options;
}

Result<provider::ModelConfig> ModelForm::config() const
{
    provider::ModelConfig config = m_shown;
    config.name = m_name->text().simplified();
    config.apiName = m_apiName->text().trimmed();
    config.tier = m_tier->currentText().simplified();
    config.stream = m_stream->isChecked();
    if (config.name.isEmpty())
        return wrongField(u"name"_s, tr("The model has no name."), tr("Write one."));
    if (m_takenNames.contains(config.name))
        return wrongField(u"name"_s, tr("There is a model of that name already."), tr("Choose another."));
    if (config.apiName.isEmpty())
        return wrongField(u"apiName"_s, tr("The API needs a name to ask for."), tr("Write it as the provider's list has it."));
    for (const auto &[field, text] : {std::pair(u"name"_s, config.name), {u"apiName"_s, config.apiName}, {u"tier"_s, config.tier}}) {
        if (!secrets::checkNoKey(tr("The name"), text))
            return wrongField(field, tr("This looks like a key, and names are kept and shown in the open."), tr("Write a name; the provider says where its key comes from."));
    }
    const auto price = readPrice();
    if (!price)
        return std::unexpected(price.error());
    config.price = price->transform(&pricing::toJson);
    const auto requests = count(u"requests"_s, *m_requests);
    const auto tokens = count(u"tokens"_s, *m_tokens);
    const auto concurrency = count(u"concurrency"_s, *m_concurrency, 1, net::HttpTransport::kMaxConnectionsPerHost);
    const auto maxOutput = count(u"maxOutput"_s, *m_maxOutput);
    for (const auto *each : {&requests, &tokens, &concurrency, &maxOutput}) {
        if (!*each)
            return std::unexpected(each->error());
    }
    config.requestsPerMinute = *requests;
    config.tokensPerMinute = *tokens;
    config.concurrency = static_cast<int>(concurrency->value_or(provider::ModelConfig().concurrency));
    config.maxOutputTokens = maxOutput->value_or(provider::ModelConfig().maxOutputTokens);
    auto options = readOptions();
    if (!options)
        return std::unexpected(options.error());
    config.options = *std::move(options);
    if (const auto checked = provider::readModelOptions(config); !checked)
        return std::unexpected(checked.error().with(u"field"_s, u"capabilities"_s));
    return config;
}

std::optional<provider::ModelConfig> ModelForm::read()
{
    return valueOrProblem(config());
}

} // namespace assay::ui
