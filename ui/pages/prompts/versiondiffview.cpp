// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/prompts/versiondiffview.h"

#include "ui/theme/theme.h"
#include "ui/widgets/codeview.h"
#include "ui/widgets/difftext.h"

#include <QBoxLayout>
#include <QLabel>

namespace assay::ui {

using namespace Qt::StringLiterals;

namespace {

// Everything that is sent, as text: messages with their roles, then what is not the usual of the parameters.
QString asText(const prompt::Content &content)
{
    QString text;
    for (const prompt::MessageTemplate &message : content.messages)
        text += u"# "_s + tokens::toText(message.role) + u"\n"_s + message.text + (message.text.endsWith(u'\n') ? u"\n"_s : u"\n\n"_s);
    Json rest = prompt::toJson(content);
    rest.erase("messages");
    return text + QString::fromUtf8(toPrettyJson(rest));
}

} // namespace

VersionDiffView::VersionDiffView(QWidget *parent) : QWidget(parent), m_title(new QLabel(this)), m_text(new CodeView(this))
{
    m_title->setProperty("secondary", true);
    m_title->setObjectName(u"diffTitleLabel"_s);
    m_text->setReadOnly(true);
    m_text->setObjectName(u"diffPlainTextEdit"_s);
    m_text->setAccessibleName(tr("Differences"));
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_title);
    column->addWidget(m_text, 1);
}

void VersionDiffView::setContents(const QString &fromLabel, const prompt::Content &from, const QString &toLabel, const prompt::Content &to)
{
    m_title->setText(tr("%1 → %2: \u2212 only in the first, + only in the second").arg(fromLabel, toLabel));
    showLineDifference(m_text, asText(from), asText(to));
}

} // namespace assay::ui
