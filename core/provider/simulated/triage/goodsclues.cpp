// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/provider/simulated/triage/lexicon.h"

namespace assay::provider::triage {

using namespace Qt::StringLiterals;

namespace {

const QString kGoods = u"order_|orders_|ordered|planner|printer|notebook|pen_|pens_|refill|cover_|binder|carton|box_|boxes|item_|items_|ruler|labels|tabs_|goods|book_"
                       "|bestell|planer|drucker|heft|karton|commande|agenda|imprimante|carnet|pedido|cuaderno|impresora|agenda|caderno|impressora|ordine|stampante|quaderno|zamówi|drukark|notes_|kalendarz książkowy|注文|手帳|プリンター"_s;
const QString kFate = u"arriv|came|come_|received|receive_|promised|missing|where is|where are|where's|lost|late_|delayed|days ago|weeks ago|broken|cracked|scratched|torn|bent|damaged|wrong|swap|exchange|send it back|return it|return label|replace|stuck in|never|not here|still not|only one of|did not|didn't come|pink|colour"
                      "|angekommen|nicht da|fehlt|fehlen|beschädigt|kaputt|falsche|zurückschick|umtausch|wo bleibt|arrivé|reçu|manque|cassé|abîmé|mauvais|échange|retour|llegó|llegado|recibí|recibido|falta|roto|rota|equivocad|cambiar|chegou|chegaram|recebi|quebrad|errad|trocar|arrivat|ricevut|manca|rotto|rotta|sbagliat|cambio|dotarł|przyszł|brakuje|uszkodz|zepsut|wymian|届|壊れ|足りな|交換"_s;

} // namespace

QList<Clues> goodsClues()
{
    return {
        clues(Category::shipping, kPlain,
            u"parcel|package|packet|mailman|postman|postie|mailbox|letterbox|neighbour…signed|left it with|left at the|left in the rain|soaked|crushed|dented|unboxed|shop order|web shop|dispatch|pick-up point|pickup point|pick up point|courier|carrier|driver…deliver|tracking|delivered|not been delivered|never arrived|hasn't arrived|not arrived|where is my order|arrived broken|arrived damaged|wrong item|wrong size|missing item|delivery address|shipping address|out for delivery|customs|returned to sender|delivery note|in transit|the warehouse|post office"
            "|paket|päckchen|sendung|zugestellt|geliefert|lieferung|lieferadresse|versand|zoll_|colis|livraison|livré|livreur|transporteur|douane|paquete|envío|enviad|repartidor|aduana|mensajer|encomenda|entrega|entregue|rastreamento|rastreio|transportadora|alfândega|pacco|spedizion|spedit|corriere|consegn|dogana|paczk|przesył|kurier|dostaw|doręcz|荷物|配送|届か|届い|発送|配達"_s),
        clues(Category::shipping, kLikely, u"shipment|shipping|shipped|delivery|deliver_|pallet|carton|box 1|box 2|in the box|post_|mailed|address incomplete|bestellung|commande|pedido|encargo|ordine|zamówieni|注文"_s),
        pairs(Category::shipping, 2.4, kGoods, kFate),
        clues(Category::shipping, kHint, kGoods),
    };
}

} // namespace assay::provider::triage
