// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/provider/simulated/triage/lexicon.h"

namespace assay::provider::triage {

using namespace Qt::StringLiterals;

namespace {

QList<Clues> billingClues()
{
    return {
        clues(Category::billing, kPlain,
            u"refund|double charge|duplicate charge|overcharg|charged…twice|charged…instead|charged…wrong|charged me|charged us|been charged|was charged|you charged|you took|took…from my account|keep charging|keeps charging|still charg|billed|charge on my|charges on my|wrong amount|money back|money returned|my money|second invoice|invoice is missing|missing invoice|need an invoice|need the invoice|send…invoice|send…receipt|copy of…invoice|copy of the receipt|price went up|price increase|raised the price|more expensive|paid twice|paid…twice|pay twice|double payment|deducted|withdrawn|withdrew|my bank|wrong plan|for a plan|annual plan instead|yearly instead|after i cancel…charg|charged after|promised…discount|discount…not|coupon…not|coupon…did|code…not applied|two invoices|invoice…wrong|invoice…shows|wrong…invoice|VAT number|tax number|credit note|proration|payment…fail|payment…declin|card…declin|says unpaid|says paid|went off my account|left my account|off my card"
            "|doppelt abgebucht|zweimal abgebucht|abgebucht|abbuchung|rückerstatt|erstattung|geld zurück|falsch berechnet|zu viel berechnet|auf meiner rechnung|korrigierte rechnung"
            "|rembours|prélev|débité|facturé|double facture|reembols|cobrad|me cobr|cobro|cargo duplicado|devolver el dinero|estorno|cobrança|cobraram|debitad|rimbors|addebit|zwrot pieni|o zwrot|obciąż|pobrano|返金|請求|二重|引き落と"_s),
        clues(Category::billing, kLikely,
            u"invoice|billing|billed|payment|receipt|credit card|debit|price|discount|coupon|promo code|voucher|bank statement|VAT_|purchase order|PO number|instal|yearly plan cost|how much…cost|pay by|paypal|sepa|free trial…means"
            "|rechnung|zahlung|zahlen|lastschrift|gutschrift|gutschein|rabatt|mwst|preis|facture|paiement|payer|carte bancaire|tarif|remise|factura|pagar|pago_|pagos_|tarjeta|precio|descuento|fatura|pagamento|boleto|preço|desconto|paguei|fattura|pagare|pagamento|prezzo|sconto|faktur|płatno|zapłaci|rachunek|cena_|支払|領収書|料金|クーポン"_s),
        clues(Category::billing, kHint, u"€|$|usd|eur_|chf|pay_|paying|paid|charge_|charged|fee_|cost_|bank|euros|dollars|betrag|payé|pago_|pagato"_s),
    };
}

} // namespace

QList<Clues> moneyClues()
{
    return billingClues()
        + QList<Clues>{
            clues(Category::cancellation, kPlain,
                u"cancel my|cancel our|cancel the sub|cancel the plan|cancel the account|cancel the contract|cancel the trial|cancel it|cancel me|cancel larks|cancel at|cancel before|cancel both|cancel everything|to cancel|if i cancel|please cancel|terminate|close my account|close our account|close the account|delete my account|delete our account|end my sub|end our sub|end my plan|end the plan|stop my sub|stop the sub|stop my plan|not renew|don't renew|do not renew|turn off auto-renew|stop the renewal|not be renewing|i want out|we want out|let us break up|i am done with|i'm done with|we are done with|not continuing|not continue|won't continue|will not continue|discontinue|opt out of|take me off|parting ways|call it quits|no longer use|don't use it any|do not use it any|stopped using|not extend|let it expire|let it run out|get rid of my|quit my|quit the plan|quit larks|leave larks|leaving larks|end our contract|end this sub|wind down|say goodbye|withdraw from the contract|right of withdrawal|break up with you|how much notice|notice period|downgrade to free|no longer need|don't need it any"
                "|kündig|abo beenden|vertrag beenden|konto löschen|abmelden vom abo|résili|annuler mon ab|arrêter mon ab|mettre fin|me désabonner|supprimer mon compte|cancelar|dar de baja|darme de baja|darnos de baja|anular la susc|encerrar a conta|disdir|disdetta|recedere|cancellare il mio|annullare l'abb|wypowied|wypowiadam|zrezygnow|rezygnuj|rezygnacj|anulować sub|解約|退会"_s),
            clues(Category::cancellation, kLikely, u"cancellation|cansel|cancle|cancel_|cancelling|canceling|auto-renew|renewal|renews|renew_|unsubscribe|done with you|enough of|goodbye|farewell|leaving for|switching to another|moving to another|goodbye larks|résiliation|abonnement beenden|キャンセル"_s),
        };
}

} // namespace assay::provider::triage
