// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/prompts/jsonfield.h"

#include "ui/pages/prompts/promptdraft.h"
#include "ui/widgets/problemlabel.h"

#include <QBoxLayout>
#include <QLabel>
#include <QTimer>

namespace assay::ui {

using namespace Qt::StringLiterals;

namespace {

Span placeOf(const QString &text, const Error &error)
{
    const qsizetype line = error.contextValue(u"line").toLongLong();
    const qsizetype column = error.contextValue(u"column").toLongLong();
    qsizetype start = 0;
    for (qsizetype i = 1; i < line; ++i) {
        const qsizetype end = text.indexOf(u'\n', start);
        if (end < 0)
            break;
        start = end + 1;
    }
    return {std::min(start + std::max<qsizetype>(0, column - 1), text.size()), line > 0 ? 1 : 0};
}

} // namespace

JsonField::JsonField(PromptDraft &draft, int id, EditorLook &look, Check check, QWidget *parent)
    : QWidget(parent),
      m_draft(draft),
      m_id(id),
      m_check(std::move(check)),
      m_text(new TemplateEditor(look, false, this)),
      m_said(new QLabel(this))
{
    m_text->setBase(BaseSyntax::json);
    m_said->setWordWrap(true);
    m_said->setTextFormat(Qt::PlainText);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(theme::space(1));
    column->addWidget(m_text);
    column->addWidget(m_said);
    connect(m_text, &TemplateEditor::changed, this, [this](const TextChange &change) { m_draft.editText(m_id, change, m_text); });
    connect(&m_draft, &PromptDraft::textChanged, this, [this](int changed, const TextChange &change, const QObject *source) {
        if (changed != m_id)
            return;
        if (source != m_text)
            m_text->apply(change);
        QTimer::singleShot(0, this, &JsonField::check);
    });
    connect(&m_draft, &PromptDraft::settingsChanged, this, &JsonField::check);
    connect(&m_draft, &PromptDraft::shown, this, &JsonField::refill);
}

void JsonField::nameEditor(const QString &objectName, const QString &accessibleName)
{
    m_text->setObjectName(objectName + u"PlainTextEdit"_s);
    m_text->setAccessibleName(accessibleName);
    m_said->setObjectName(objectName + u"ProblemLabel"_s);
}

std::optional<Error> JsonField::problem() const
{
    return isHidden() ? std::nullopt : m_problem;
}

void JsonField::refill()
{
    m_text->setText(m_draft.jsonText(m_id));
    m_text->setReadOnly(m_draft.isReadOnly());
    check();
}

void JsonField::check()
{
    const QString text = m_draft.jsonText(m_id);
    const auto json = parseJson(QStringView(text));
    const auto checked = json ? m_check(*json) : Result<void>(std::unexpected(json.error()));
    m_problem = checked ? m_draft.jsonProblem(m_id) : text.trimmed().isEmpty() ? std::nullopt : std::optional(checked.error());
    showProblem(*m_said, m_problem ? m_problem->describe() : QString());
    if (m_problem) {
        m_text->setMarks({{placeOf(text, *m_problem), Tone::error, m_problem->message}});
    } else {
        m_text->setMarks({});
    }
    Q_EMIT this->checked();
}

} // namespace assay::ui
