// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/secrets/scanplumbing.h"

#include "core/base/plumbing.h"
#include "core/secrets/scan.h"

namespace assay::secrets {

using namespace Qt::StringLiterals;

Json scanPlumbing(const Json &request)
{
    if (!request.is_object() || !request.contains("text") || !request.at("text").is_string())
        return errorAnswer(fail(ErrorKind::invalidInput, u"a request needs \"text\" with a text"_s, u"Write {\"text\": \"…\"}."_s).error());
    Json findings(jsoncons::json_array_arg);
    for (const ScanFinding &finding : scan(toQString(request.at("text")))) {
        Json each(jsoncons::json_object_arg);
        each.insert_or_assign("rule", jsonString(finding.rule));
        each.insert_or_assign("kind", jsonString(toText(finding.kind)));
        each.insert_or_assign("start", finding.startByte);
        each.insert_or_assign("end", finding.endByte);
        each.insert_or_assign("reserved", finding.isReserved);
        findings.push_back(std::move(each));
    }
    Json answer(jsoncons::json_object_arg);
    answer.insert_or_assign("findings", std::move(findings));
    answer.insert_or_assign("version", kScanRulesVersion);
    return answer;
}

} // namespace assay::secrets
