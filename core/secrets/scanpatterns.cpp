// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/secrets/scanpatterns.h"

namespace assay::secrets {

namespace {

// Those of OpenAI and Azure are known by a mark in their middle, and stand in scanvendors.cpp.
constexpr VendorShape kShapes[]{
    {"anthropic", u"sk-ant-<api|admin|oat><d2>-<W80-120>", 3},
    {"openrouter", u"sk-or-v1-<h64>", 3},
    {"google_api", u"AIza<W35>", 3.5},
    {"aws_access_key_id", u"<AKIA|ASIA|ABIA|ACCA><R16>", 3},
    {"bedrock_long", u"ABSK<B109-269><=0-2>", 3},
    {"github_token", u"<ghp_|gho_|ghu_|ghs_|ghr_><A36>", 3},
    {"github_fine_grained", u"github_pat_<A22>_<A59>", 3},
    {"gitlab_pat", u"glpat-<W20>", 3},
    {"slack_token", u"xoxb-<d10-13>-<d10-13>-<A24>", 2},
    {"slack_token", u"xoxp-<d10-13>-<d10-13>-<d10-13>-<l32>", 2},
    {"slack_token", u"xapp-<d1>-<U1-40>-<d1-40>-<h64>", 2},
    {"slack_webhook", u"https://hooks.slack.com/services/T<U8-10>/B<U8-10>/<A24>", 2},
    {"stripe", u"<sk_|rk_><test_|live_><A24-99>", 2},
    {"huggingface", u"hf_<L34>", 2},
    {"groq", u"gsk_<A52>", 3},
    {"perplexity", u"pplx-<A48>", 3.5},
    {"xai", u"xai-<A80>", 3},
    {"replicate", u"r8_<A37>", 3},
    {"npm", u"npm_<A36>", 2, u"_-"},
    {"pypi", u"pypi-AgEIcHlwaS5vcmc<W50-300>", 3},
    {"sendgrid", u"SG.<W22>.<W43>", 2},
    {"databricks", u"dapi<h32>", 3},
    {"databricks", u"dapi<h32>-<d1>", 3},
    {"digitalocean", u"<dop_v1_|doo_v1_|dor_v1_><h64>", 3},
};

constexpr RuleName kNames[]{
    {"openai", "an OpenAI API key"},
    {"anthropic", "an Anthropic API key"},
    {"openrouter", "an OpenRouter API key"},
    {"google_api", "a Google API key"},
    {"aws_access_key_id", "an AWS access key id"},
    {"aws_secret_key", "an AWS secret key"},
    {"bedrock_long", "an Amazon Bedrock API key"},
    {"github_token", "a GitHub token"},
    {"github_fine_grained", "a GitHub token"},
    {"gitlab_pat", "a GitLab token"},
    {"slack_token", "a Slack token"},
    {"slack_webhook", "the address of a Slack webhook"},
    {"stripe", "a Stripe key"},
    {"huggingface", "a Hugging Face token"},
    {"groq", "a Groq API key"},
    {"perplexity", "a Perplexity API key"},
    {"xai", "an xAI API key"},
    {"replicate", "a Replicate token"},
    {"npm", "an npm token"},
    {"pypi", "a PyPI token"},
    {"sendgrid", "a SendGrid API key"},
    {"databricks", "a Databricks token"},
    {"digitalocean", "a DigitalOcean token"},
    {"azure_ad_secret", "an Azure client secret"},
    {"jwt", "a JSON web token"},
    {"pem_private_key", "a private key"},
    {"bearer_header", "the token of an Authorization header"},
    {"url_userinfo", "the password in an address"},
    {"url_query_key", "the key in an address"},
    {"generic_assignment", "a value given to a name such as password or token"},
    {"email", "an e-mail address"},
    {"credit_card", "a payment card number"},
    {"iban", "a bank account number (IBAN)"},
    {"us_ssn", "a US social security number"},
    {"ipv4", "an IP address"},
    {"ipv6", "an IP address"},
    {"phone", "a phone number"},
};

} // namespace

std::span<const VendorShape> vendorShapes()
{
    return kShapes;
}

std::span<const RuleName> ruleNames()
{
    return kNames;
}

} // namespace assay::secrets
