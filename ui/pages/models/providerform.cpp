// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/models/providerform.h"

#include "core/net/endpointpolicy.h"
#include "core/secrets/keysource.h"
#include "ui/pages/models/fieldcolumn.h"
#include "ui/theme/theme.h"
#include "ui/widgets/codeview.h"
#include "ui/widgets/offer.h"

#include <QBoxLayout>
#include <QCheckBox>
#include <QComboBox>
#include <QFileDialog>
#include <QFileInfo>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QPushButton>

#include <algorithm>

namespace assay::ui {

using namespace Qt::StringLiterals;

namespace {

// Options with fields of their own; the others are written as JSON.
constexpr std::array<std::string_view, 3> kOwnFields{"concurrency", "caFile", "allowPlainHttp"};

QString otherOptions(const Json &options)
{
    Json others = options;
    if (!others.is_object())
        return {};
    for (const std::string_view name : kOwnFields)
        others.erase(name);
    return others.empty() ? QString() : QString::fromUtf8(toJson(others));
}

} // namespace

ProviderForm::ProviderForm(const provider::Registry &registry, QWidget *parent)
    : FieldForm(parent),
      m_registry(registry),
      m_kind(new QComboBox(m_fields)),
      m_note(new QLabel(m_fields)),
      m_name(new QLineEdit(m_fields)),
      m_address(new QLineEdit(m_fields)),
      m_key(new KeySourceEditor(m_fields)),
      m_concurrency(new QLineEdit(m_fields)),
      m_certificates(new QLineEdit(m_fields)),
      m_chooseFile(new QPushButton(tr("Choose…"), m_fields)),
      m_plainHttp(new QCheckBox(tr("Allow plain http to other machines"), m_fields)),
      m_options(new CodeView(m_fields))
{
    makeFields();
    setFocusProxy(m_kind);
}

void ProviderForm::makeFields()
{
    m_kind->setObjectName(u"providerKindComboBox"_s);
    m_kind->setMaxVisibleItems(24);
    m_kind->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_kind->setMinimumContentsLength(16);
    for (const QString &kind : m_registry.kinds()) {
        const provider::KindInfo info = m_registry.info(kind);
        m_kind->addItem(info.title.isEmpty() ? kind : info.title, kind);
    }
    m_kind->model()->sort(0);
    m_note->setWordWrap(true);
    m_note->setProperty("secondary", true);
    m_note->setFont(theme::smallFont());
    m_name->setObjectName(u"providerNameLineEdit"_s);
    m_address->setObjectName(u"providerAddressLineEdit"_s);
    m_key->setObjectName(u"providerKeySourceEditor"_s);
    m_concurrency->setObjectName(u"providerConcurrencyLineEdit"_s);
    m_concurrency->setPlaceholderText(tr("each model has its own limit"));
    m_certificates->setObjectName(u"providerCertificatesLineEdit"_s);
    m_certificates->setPlaceholderText(tr("those of the system"));
    m_plainHttp->setObjectName(u"providerPlainHttpCheckBox"_s);
    m_plainHttp->setToolTip(tr("Key, prompts and answers can then be read on the way. To this machine plain http is always allowed."));
    m_options->setObjectName(u"providerOptionsPlainTextEdit"_s);
    makeJsonField(*m_options, 8, u"{\"totalTimeoutMs\": 600000}"_s);

    m_fields->addField(u"kind"_s, tr("Kind of API"), m_kind);
    m_fields->addWidget(m_note);
    m_fields->addField(u"name"_s, tr("Name"), m_name);
    m_fields->addField(u"address"_s, tr("Address, up to where the paths of the API begin"), m_address);
    m_fields->addField(u"key"_s, tr("Key"), m_key);
    m_fields->addField(u"concurrency"_s, tr("Calls at once, all its models together"), m_concurrency);
    auto *files = new QWidget(m_fields);
    auto *row = new QHBoxLayout(files);
    row->setContentsMargins(0, 0, 0, 0);
    row->addWidget(m_certificates, 1);
    m_chooseFile->setObjectName(u"chooseCertificatesPushButton"_s);
    row->addWidget(m_chooseFile);
    files->setFocusProxy(m_certificates);
    m_fields->addField(u"caFile"_s, tr("File with further certificates to trust (PEM)"), files);
    m_fields->addWidget(m_plainHttp, u"allowPlainHttp"_s);
    m_fields->addField(u"options"_s, tr("Other options as JSON"), m_options);

    connect(m_kind, &QComboBox::activated, this, &ProviderForm::chooseKind);
    connect(m_chooseFile, &QPushButton::clicked, this, &ProviderForm::chooseFile);
    connect(m_name, &QLineEdit::textEdited, this, [this] { m_isNameTyped = true; });
    for (QLineEdit *field : {m_name, m_address, m_concurrency, m_certificates})
        connect(field, &QLineEdit::textEdited, this, &ProviderForm::setEdited);
    connect(m_key, &KeySourceEditor::edited, this, &ProviderForm::setEdited);
    connect(m_plainHttp, &QCheckBox::clicked, this, &ProviderForm::setEdited);
}

void ProviderForm::showNew(const QStringList &takenNames)
{
    show({}, takenNames);
    m_isNameTyped = false;
    m_kind->setCurrentIndex(std::max(0, m_kind->findData(u"openai"_s)));
    chooseKind();
    setFilled();
}

void ProviderForm::show(const provider::ProviderConfig &config, const QStringList &takenNames)
{
    m_shown = config;
    m_takenNames = takenNames;
    m_takenNames.removeAll(config.name);
    m_isNameTyped = true;
    m_kind->setCurrentIndex(m_kind->findData(config.kind));
    const provider::KindInfo info = m_registry.info(config.kind);
    showKind(config.kind, info);
    m_name->setText(config.name);
    m_name->setCursorPosition(0);
    m_address->setText(config.baseUrl);
    m_address->setCursorPosition(0);
    m_key->setSuggestions(info.keyVariable, config.name);
    m_key->setSource(config.keySource);
    m_concurrency->setText(optionText(config.options, "concurrency"));
    m_certificates->setText(optionText(config.options, "caFile"));
    m_plainHttp->setChecked(optionText(config.options, "allowPlainHttp") == u"true");
    m_options->setPlainText(otherOptions(config.options));
    setFilled();
}

void ProviderForm::showKind(const QString &kind, const provider::KindInfo &info)
{
    m_note->setText(info.note);
    m_note->setVisible(!info.note.isEmpty());
    // What is simulated has no address to go to.
    const bool hasAddress = kind != u"simulated";
    m_address->setPlaceholderText(!hasAddress ? tr("none: nothing leaves this machine") : info.baseUrl.isEmpty() ? u"https://llm.example.com/v1"_s : info.baseUrl);
    const QString against = hasAddress ? QString() : tr("What is simulated runs in Assay itself: it has no address, and needs no key.");
    for (QWidget *field : QList<QWidget *>{m_address, m_certificates, m_chooseFile, m_plainHttp})
        offer(*field, against);
    m_key->setOffered(against);
}

void ProviderForm::chooseKind()
{
    const QString kind = m_kind->currentData().toString();
    const provider::KindInfo info = m_registry.info(kind);
    showKind(kind, info);
    if (!m_isNameTyped) {
        QString name = m_kind->currentText();
        for (int number = 2; m_takenNames.contains(name); ++number)
            name = u"%1 %2"_s.arg(m_kind->currentText(), QString::number(number));
        m_name->setText(name);
        m_key->setSource(info.keyVariable.isEmpty() ? QString() : QString(u"env:"_s + info.keyVariable));
    }
    m_key->setSuggestions(info.keyVariable, m_name->text());
    setEdited();
}

void ProviderForm::chooseFile()
{
    const QString path = QFileDialog::getOpenFileName(this, tr("Certificates"), {}, tr("Certificates (*.pem *.crt *.cer);;All files (*)"));
    if (path.isEmpty())
        return;
    m_certificates->setText(path);
    setEdited();
}

Result<Json> ProviderForm::readOptions() const
{
    Json options(jsoncons::json_object_arg);
    if (const QString text = m_options->toPlainText().trimmed(); !text.isEmpty()) {
        const auto others = parseJson(QStringView(text));
        if (!others || !others->is_object())
            return wrongField(u"options"_s, tr("The other options are not a JSON object."), tr("Write them in braces, or leave them out."));
        options = *others;
    }
    if (const QString text = m_concurrency->text().trimmed(); !text.isEmpty()) {
        bool isNumber = false;
        const int number = QLocale().toInt(text, &isNumber);
        if (!isNumber || number < 1)
            return wrongField(u"concurrency"_s, tr("“%1” is not a number of calls.").arg(text), tr("Write 1 or more, or nothing."));
        options.insert_or_assign("concurrency", number);
    }
    if (const QString path = m_certificates->text().trimmed(); !path.isEmpty()) {
        if (!QFileInfo(path).isReadable())
            return wrongField(u"caFile"_s, tr("The file cannot be read."), tr("Check its path and your rights."));
        options.insert_or_assign("caFile", jsonString(path));
    }
    if (m_plainHttp->isChecked())
        options.insert_or_assign("allowPlainHttp", true);
    return options;
}

Result<provider::ProviderConfig> ProviderForm::config() const
{
    provider::ProviderConfig config;
    config.id = m_shown.id;
    config.name = m_name->text().simplified();
    config.kind = m_kind->currentData().toString();
    config.baseUrl = m_address->text().trimmed();
    if (config.kind.isEmpty())
        return wrongField(u"kind"_s, tr("The kind “%1” is not known to this Assay.").arg(m_shown.kind), tr("Choose another, or put it into dialects.json."));
    if (config.name.isEmpty())
        return wrongField(u"name"_s, tr("The provider has no name."), tr("Write one."));
    if (m_takenNames.contains(config.name))
        return wrongField(u"name"_s, tr("There is a provider of that name already."), tr("Choose another."));
    if (!secrets::checkNoKey(tr("The name"), config.name))
        return wrongField(u"name"_s, tr("This looks like a key, and the name is kept and shown in the open."), tr("Write a name, and the key below."));
    if (!secrets::checkNoKey(tr("The address"), config.baseUrl))
        return wrongField(u"address"_s, tr("A part of this looks like a key, and the address is kept and shown in the open."), tr("Take it out, and write the key below."));
    auto options = readOptions();
    if (!options)
        return std::unexpected(options.error());
    config.options = *std::move(options);
    if (config.baseUrl.isEmpty() && m_registry.info(config.kind).baseUrl.isEmpty() && !config.isSimulated())
        return wrongField(u"address"_s, tr("An API of this kind has no address of its own."), tr("Write where it is, such as https://llm.example.com/v1."));
    if (!config.baseUrl.isEmpty()) {
        if (const auto allowed = net::checkEndpoint(QUrl(config.baseUrl, QUrl::StrictMode), m_plainHttp->isChecked()); !allowed)
            return std::unexpected(allowed.error().with(u"field"_s, u"address"_s));
    }
    const auto source = m_key->source();
    if (!source)
        return std::unexpected(source.error().with(u"field"_s, u"key"_s));
    config.keySource = *source;
    return config;
}

std::optional<provider::ProviderConfig> ProviderForm::read()
{
    return valueOrProblem(config());
}

std::vector<TypedKey> ProviderForm::takeTypedKeys()
{
    return m_key->takeTypedKeys();
}

void ProviderForm::showProblem(const Error &error)
{
    QString field = error.contextValue(u"field");
    // The check of a kind names the option in its sentence alone.
    for (const auto &[key, option] : {std::pair(u"caFile"_s, u"certificate"_s), {u"concurrency"_s, u"\"concurrency\""_s}, {u"options"_s, u"option \""_s}}) {
        if (field.isEmpty() && error.message.contains(option))
            field = key;
    }
    FieldForm::showProblem(field == error.contextValue(u"field") ? error : error.with(u"field"_s, field));
}

} // namespace assay::ui
