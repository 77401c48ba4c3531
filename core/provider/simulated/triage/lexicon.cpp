// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/provider/simulated/triage/lexicon.h"

namespace assay::provider::triage {

using namespace Qt::StringLiterals;

namespace {

constexpr double kPlain = 3;   // says it outright
constexpr double kLikely = 1.6;
constexpr double kHint = 0.7;  // said in other connections, too

Clues clues(Category category, double weight, const QString &text)
{
    return {category, weight, cluePattern(text)};
}

QList<Clues> moneyClues()
{
    return {
        clues(Category::billing, kPlain,
            u"refund|charged…twice|charged twice|double charge|double-charg|billed|overcharg|charged…instead|charged…wrong|charged me|been charged|charge on my|charges on my|wrong amount|payment…declin|declined…payment|card…declin|invoice…wrong|wrong…invoice|proration|prorat|VAT number|tax id|credit note|money back|duplicate charge"
            "|doppelt abgebucht|abgebucht|rückerstatt|erstattung|falsch berechnet|zu viel berechnet|rembours|prélev|débité|facturé|reembols|cobrad|cobro|me cobraron|estorno|cobrança|rimbors|addebit|zwrot|obciąż|pobrano|返金|請求|二重"_s),
        clues(Category::billing, kLikely,
            u"invoice|billing|payment|receipt|credit card|price went up|price increase|discount|coupon|promo code|direct debit|bank statement|VAT_|tax_|purchase order|PO number"
            "|rechnung|zahlung|lastschrift|gutschrift|rabatt|mwst|facture|paiement|carte bancaire|factura|pago_|tarjeta|fatura|pagamento|boleto|fattura|faktur|płatno|rachunek|支払|領収書|料金"_s),
        clues(Category::billing, kHint, u"paid|charge_|charged|fee_|price|cost_|betrag|payé|pagué|paguei|pagato|zapłaci"_s),
        clues(Category::cancellation, kPlain,
            u"cancel my|cancel our|cancel the sub|cancel the plan|cancel the account|cancel the contract|cancel the trial|want to cancel|wants to cancel|like to cancel|need to cancel|please cancel|terminate…contract|terminate…subscription|close my account|close our account|close the account|delete my account|delete our account|end my subscription|end our subscription|stop my subscription|unsubscribe me|not renew|don't renew|turn off auto-renew|stop the renewal|not be renewing"
            "|kündig|résili|annuler mon abonnement|cancelar mi|cancelar la susc|dar de baja|darme de baja|cancelar minha|cancelar a assin|cancelar o plano|disdir|disdetta|recedere|wypowied|rezygn|anulować sub|解約|退会"_s),
        clues(Category::cancellation, kLikely, u"cancellation|cancel_|cancelling|canceling|auto-renew|leaving for|switching to another|moving to another|abonnement beenden|vertrag beenden|résiliation|cancelar|annullare|キャンセル"_s),
        clues(Category::shipping, kPlain,
            u"parcel|package|courier|tracking number|tracking page|tracking says|tracking hasn't|not been delivered|never arrived|hasn't arrived|not arrived|where is my order|arrived broken|arrived damaged|delivered to|wrong item|wrong size|missing item|delivery address|shipping address|out for delivery|customs"
            "|paket|sendung|lieferung|zugestellt|geliefert|versand|colis|livraison|livré|transporteur|paquete|envío|pedido no ha llegado|encomenda|entrega|rastreamento|pacco|spedizion|corriere|consegn|paczk|przesył|kurier|dostaw|荷物|配送|届か|届い|発送"_s),
        clues(Category::shipping, kLikely, u"shipment|shipping|shipped|delivery|deliver_|delivered|warehouse|pallet|in transit|box was|order #|commande|bestellung|pedido|ordine|zamówieni|注文"_s),
    };
}

QList<Clues> accessClues()
{
    return {
        clues(Category::login, kPlain,
            u"can't log in|cannot log in|can't login|cannot login|can't sign in|cannot sign in|can not log|unable to log|unable to sign|log me in|won't let me in|locked out|password reset|reset my password|reset password|reset link|forgot my password|forgot password|two-factor|2fa|authenticator|verification code|one-time code|login page|login loop|sign-in page|magic link|SSO_|account is locked|account…locked|logged out|kicks me out|signs me out|wrong password|invalid password|backup code"
            "|einloggen|anmelden…nicht|nicht…anmelden|passwort|ausgesperrt|zwei-faktor|connecter|mot de passe|connexion à mon|iniciar sesión|contraseña|entrar en mi cuenta|fazer login|senha|entrar na minha conta|accedere|password dimenticata|zalogowa|logowani|hasł|ログイン|パスワード|サインイン"_s),
        clues(Category::login, kLikely, u"log in|login|sign in|sign-in|logging in|password|credentials|access my account|get into my account|get into the account|konto gesperrt|code…never arrives|code…doesn't arrive|accès à mon compte|acceder"_s),
        clues(Category::security, kPlain,
            u"hacked|phish|breach|leaked|data leak|vulnerab|xss|sql injection|unauthori|compromis|someone else logged|someone logged|logged in from|login from|sign-in from|suspicious|stolen|fraud|impersonat|malware|ransom|someone else's data|another customer's|other customers'|other people's|api key…public|exposed|didn't request|did not request|not me_|wasn't me|security hole|security issue|security incident|scam"
            "|gehackt|datenleck|sicherheitslücke|fremde…konto|unbefugt|verdächtig|piraté|hameçonnage|faille|fuite de données|suspecte|hackead|filtra…datos|sospechos|vulnerabilidad|invadid|vazamento|golpe_|suspeit|violat|truffa|sospett|włama|wyciek|podejrzan|oszust|不正|乗っ取|漏洩|フィッシング|脆弱性"_s),
        clues(Category::security, kLikely, u"security|gdpr|penetration test|pentest|password…plain text|private data|see…other…data|sicherheit|sécurité|seguridad|segurança|sicurezza|bezpieczeń|セキュリティ"_s),
    };
}

QList<Clues> productClues()
{
    return {
        clues(Category::bug, kPlain,
            u"crash|error message|error code|error 5|error 4|500 error|502|503|504|stack trace|throws|exception|freez|frozen|hangs|blank page|blank screen|white screen|black screen|doesn't work|does not work|not working|isn't working|stopped working|broken|corrupt|glitch|bug_|bugs_|buggy|keeps failing|fails with|fails every|won't load|doesn't load|won't open|won't start|won't save|doesn't save|not saving|not syncing|doesn't sync|stopped syncing|data is gone|disappear|vanish|wrong total|wrong numbers|shows the wrong|spinning|spinner|timeout|times out|time out|outage|is down|went down|unresponsive|regression|duplicates"
            "|stürzt|absturz|abgestürzt|fehlermeldung|funktioniert nicht|geht nicht|lädt nicht|hängt|plante|planté|ne fonctionne|ne marche|message d'erreur|bogue|no funciona|se cierra|mensaje de error|falla_|se congela|não funciona|não abre|trava|mensagem de erro|non funziona|si blocca|si chiude|errore|nie działa|zawiesza|błąd|wysypuje|エラー|落ちる|動かない|動作しない|固まる|不具合|真っ白|表示されない"_s),
        clues(Category::bug, kLikely, u"error|fails|failed|failing|failure|since the update|after the update|after updating|latest version|slow_|lag_|laggy|missing data|incorrect|wrong result|not loading|nothing happens|fehler|seit dem update|depuis la mise à jour|desde la actualización|desde a atualização|dopo l'aggiornamento|po aktualizacji|アップデート"_s),
        clues(Category::featureRequest, kPlain,
            u"feature request|would be great if|would be nice if|would love|would be lovely|would be useful|would be helpful|would help…if you|it'd be|any plans to|plans to add|please add|could you add|can you add|please consider|wish there was|wish it|wish the|wish you|suggestion|roadmap|dark mode|support for…would|idea for|idea:|missing feature|one thing i miss|vote for|upvote"
            "|wäre schön|wäre toll|wäre super|wünsche mir|wünschen uns|vorschlag|ce serait|serait bien|pourriez-vous ajouter|suggestion d|sería genial|sería útil|estaría bien|podrían añadir|podrían agregar|seria ótimo|seria bom|seria legal|gostaria que|poderiam adicionar|sarebbe|potreste aggiungere|byłoby|przydałab|przydałob|moglibyście dodać|追加して|あると嬉しい|機能がほしい|要望|ご検討"_s),
        clues(Category::featureRequest, kLikely, u"feature|ability to|option to…would|let us…instead|planned_|funktion…geplant|fonctionnalité|funcionalidad|機能"_s),
        clues(Category::howTo, kPlain,
            u"how do i|how do we|how can i|how can we|how to_|how would i|where do i|where can i|where is the setting|where's the|is there a way|is it possible to|can you explain|could you explain|step by step|tutorial|documentation|what's the difference|what is the difference|which plan|does…support|do you support|can i use|can we use|how does…work|walk me through|point me to|instructions"
            "|wie kann ich|wie kann man|wie geht|wie mache|wie stelle|wie richte|wo finde|gibt es eine möglichkeit|comment faire|comment puis|comment je|comment on|comment ajouter|comment exporter|où puis|où se trouve|est-il possible|cómo puedo|cómo hago|cómo se|dónde puedo|dónde está|es posible|como faço|como posso|onde fica|onde encontro|é possível|come faccio|come posso|come si|dove trovo|è possibile|jak mogę|jak ustawić|jak dodać|jak zrobić|jak zmienić|gdzie znajd|czy można|方法|どうやって|どうすれば|教えて|やり方"_s),
        clues(Category::howTo, kLikely, u"set up|setting up|configure|can i_|can we_|anleitung|einrichten|einstell|tutoriel|configurar|impostare|ustawi|設定"_s),
    };
}

} // namespace

const QList<Clues> &categoryClues()
{
    static const QList<Clues> all = moneyClues() + accessClues() + productClues();
    return all;
}

} // namespace assay::provider::triage
