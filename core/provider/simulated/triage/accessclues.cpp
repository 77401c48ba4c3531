// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/provider/simulated/triage/lexicon.h"

namespace assay::provider::triage {

using namespace Qt::StringLiterals;

namespace {

const QString kStranger = u"someone|somebody|some stranger|a stranger|an unknown|unknown device|unknown person|new device|my ex_|former employee|ex-employee|hacker|jemand|unbekannt|fremde|aus einem anderen land|quelqu'un|un inconnu|inconnue|alguien|desconocid|alguém|qualcuno|sconosciut|ktoś|ktos|nieznan|誰か|他人|知らない"_s;
const QString kTakes = u"logged in|log in|signed in|account|password|email address|changed|bought|ordered|downloaded|access|open our|reads|see my|sees my|added to|konto|angemeldet|anmeldung|passwort|geändert|connecté|compte|mot de passe|cuenta|entrado|contraseña|comprado|conta|entrou|senha|comprou|account|accesso|entrato|acceduto|konto|konta|zalogował|hasło|ログイン|アカウント|パスワード"_s;

const QString kPrivate = u"list|calendar|recipes|orders|address|photos|pictures|invoice|data_|names|birthdays|appointments|messages|notes|kalender|adresse|daten|liste|données|adresse|datos|dirección|lista|dados|endereço|dati|indirizzo|dane_|adres|住所|情報"_s;
const QString kOthers = u"other family|another family|other families|other users|another user|other customer|another customer|of others|of a stranger|strangers|not ours|not mine|not my family|people we don't know|people i don't know|somebody else|someone else|anybody with the link|anyone with the link|visible to|without being asked|google…finds|fremder|anderen familie|anderer kund|d'une autre|d'autres|inconnus|otra familia|otros usuarios|otra persona|outra família|outra pessoa|un'altra famiglia|altri utenti|innej rodziny|innych|obcych|別の|他の家族|他の人"_s;

QList<Clues> loginClues()
{
    return {
        clues(Category::login, kPlain,
            u"can't log|cant log|cant login|cant sign|loged out|logs me out|keeps logging|won't accept my|doesn't accept my|not accept my|does not know my|doesn't know my|says…does not exist|says…not exist|unknown user|email…not found|cannot log|can't sign in|cannot sign in|can sign in|can not log|couldn't log|unable to log|unable to sign|get in_|let me in|lets me in|log me in|locked out|lock me out|password reset|reset…password|reset…passwrd|reset link|forgot…password|forgotten…password|two-factor|2fa|authenticator|verification code|one-time code|the code again|entering the code|code…never|code…doesn't|code…not arriv|login page|login loop|sign-in page|magic link|SSO_|account is locked|account…locked|temporarily unavailable|logged out|kicks me out|signs me out|throws me out|wrong password|invalid password|backup code|passkey|captcha|get into my"
            "|einloggen|komme nicht…rein|nicht…anmelden|anmelden…nicht|passwort vergessen|passwort|ausgesperrt|konto gesperrt|zwei-faktor|me connecter|connecter|mot de passe|mon compte…bloqué|iniciar sesión|contraseña|entrar en mi cuenta|acceder a mi|fazer login|senha|entrar na minha conta|accedere|entrare nel mio|password dimenticata|la password|zalogowa|logowani|hasł|ログイン|パスワード|サインイン|認証コード"_s),
        clues(Category::login, kLikely, u"account_|username|user name|my old email|old address|old phone number|new phone|recognise me|recognize me|face id|fingerprint|code by mail|the code_|locked_|log in|login|sign in|sign-in|logging in|signing in|password|passwrd|pasword|credentials|access my account|account unavailable|code sms|kod sms|code per sms|accès à mon compte|verification|konto|cuenta no existe"_s),
    };
}

} // namespace

QList<Clues> accessClues()
{
    return loginClues()
        + QList<Clues>{
            clues(Category::security, kPlain + 1,
                u"login attempt|sign-in attempt|attempts to log|codes i did not|code i did not|codes i didn't|code i didn't|i don't own|do not own|not my device|device i do not|device i don't|claims to be|pretending to be|pretends to be|fake|strange mail|weird mail|strange email|weird email|strange link|strange message|clicked…link|i can see…of another|see the data of|not my data|belongs to somebody|belongs to someone|a family i|people i don't know|people i do not know|somebody i|nobody i know|bug bounty|responsible disclosure|disclosure|without logging in|without a password|without signing in|by changing the number|changing the id|in the url|access token|rotate|ssl|tls_|https|certificate expired|dark web|haveibeenpwned|have i been pwned|ex-husband|ex-wife|ex-boyfriend|ex-girlfriend|spying|spies on|reading my|phish|breach|leaked|data leak|vulnerab|xss|sql injection|unauthori|compromis|someone else logged|someone logged|logged in from|login from|sign-in from|suspicious|stolen|fraud|impersonat|malware|ransom|someone else's|another customer's|other customers'|another family's|other people's|strangers'|api key…public|exposed|publicly|didn't request|did not request|not me_|wasn't me|was not me|security hole|security issue|security incident|scam|signed in…sign it out|sign…out everywhere|log out everywhere|sign out all|lost my phone|is that really you|is this really from you|mail…card number|asking for my card|asks for my card|asking for my password|asks for my password|encrypt"
                "|gehackt|datenleck|sicherheitslücke|unbefugt|verdächtig|das war ich nicht|war ich nicht|betrüg|wirklich von ihnen|piraté|hameçonnage|faille|fuite de données|suspect|ce n'était pas moi|pas moi_|arnaque|hackead|sospechos|vulnerabilidad|no fui yo|no he sido yo|estafa|invadid|vazamento|golpe_|suspeit|não fui eu|violat|truffa|sospett|non sono stat|włama|wyciek|podejrzan|oszust|to nie ja|nie byłem|nie byłam|不正|乗っ取|漏洩|フィッシング|脆弱性|身に覚え"_s),
            pairs(Category::security, kPlain + 1, kStranger, kTakes),
            pairs(Category::security, kPlain, kPrivate, kOthers),
            clues(Category::security, kLikely, u"safe_|protect|security|secure_|gdpr|privacy|penetration test|pentest|password…plain text|private data|where is my data stored|sicherheit|datenschutz|sécurité|seguridad|segurança|sicurezza|bezpiecz|セキュリティ"_s),
        };
}

} // namespace assay::provider::triage
