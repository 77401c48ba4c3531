// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/provider/simulated/triage/lexicon.h"

namespace assay::provider::triage {

using namespace Qt::StringLiterals;

namespace {

const QString kParts = u"app_|list|reminder|alarm|notification|calendar|calender|calandar|widget|search|sync|theme|tab_|photo|picture|recipe|export|import|total|sum_|month|week view|day view|view_|entry|entries|task|chore|header|button|buton|page|screen|dashboard|board|event|appointment|time zone|font|icon|sound|meal|pantry|shopping|attachment|pdf|file|printed|template|version|update|import|map_|clock|counter|chart"
                       "|kalender|liste|erinnerung|termin|suche|rezept|foto|ansicht|aufgabe|rappel|recherche|calendrier|recette|tâche|vue_|application|lista|recordatorio|búsqueda|calendario|receta|tarea|aplicación|lembrete|busca|calendário|receita|tarefa|aplicação|aplicativo|promemoria|ricerca|ricetta|attività|przypomnien|kalendarz|wyszukiw|przepis|zadani|aplikacj|リマインダー|カレンダー|リスト|アプリ|検索|ウィジェット|予定|同期"_s;
const QString kFaults = u"doesn't|doesnt|dosnt|dosen't|didn't|did not|dont_|wrng|broke|broken|weird|odd_|strange|reappear|comes back|come back|came back|reset|pops up|forgets|forgot|counts|in the past|the day before|the wrong day|a day off|shifted|swapped|unsorted|overwrites|overwritten|deleted itself|covers|hidden behind|in english|in german|tiny_|huge_|does not|won't|wont|will not|can't be|cannot be|stuck|wrong|late_|one hour|an hour|too early|early_|blank|empty|jump|off by|negative|misspel|misspelt|typo|twice|duplicat|disappear|vanish|gone|missing|slow|hang|freez|frozen|flicker|overlap|cut off|unreadable|upside|mirror|reset itself|resets|moves a different|different entry|by itself|by themselves|nothing loads|none of|no longer|not update|never updat|stopped|stops|ignores|finds nuthing|finds nothing|does nothing|reverts|loses|lost|greyed out|grayed out|spins|not show|shows the|shows an|next year|yesterday|yestarday|never rings|not ring|silent"
                        "|nicht|falsch|leer|weg_|verschwind|doppelt|hängt|zu früh|zu spät|ne se met|ne s'|n'affiche|vide|disparu|ignore|se ferme|en retard|trop tôt|trop tard|no se|no aparece|no suena|desaparec|vacía|vacío|duplicad|incorrect|mal_|não|fecha sozinh|some_|sumiu|atrasad|non si|non mostra|sparit|vuot|sbagliat|in ritardo|nie_|znik|puste|pusty|podwójn|za wcześnie|za późno|źle|ない|ません|消え|ずれ|遅れ|おかしい|間違"_s;

} // namespace

QList<Clues> defectClues()
{
    return {
        clues(Category::bug, kPlain,
            u"crash|error message|error code|500 error|stack trace|exception|freez|frozen|hangs|blank page|empty page|blank screen|white screen|black screen|doesn't work|doesnt work|does not work|not working|isn't working|stopped working|corrupt|glitch|bug_|bugs_|buggy|keeps failing|fails with|fails every|won't load|doesn't load|nothing loads|lists load|won't open|wont open|won't start|won't save|doesn't save|not saving|not syncing|doesn't sync|stopped syncing|endless spinner|spinning|spinner|timeout|times out|outage|is down|went down|unresponsive|regression|misspel"
            "|stürzt|absturz|abgestürzt|fehlermeldung|funktioniert nicht|geht nicht|lädt nicht|hängt sich|plante|planté|ne fonctionne|ne marche|se ferme tout|message d'erreur|bogue|no funciona|se cierra|mensaje de error|se congela|se cuelga|não funciona|não abre|trava|fecha sozinh|mensagem de erro|non funziona|si blocca|si chiude|nie działa|zawiesza|błąd|wysypuje|wyłącza się|エラー|落ちる|落ちま|動かない|動きません|動作しない|固まる|不具合|真っ白|表示されない|表示されません"_s),
        pairs(Category::bug, 2.2, kParts, kFaults),
        pairs(Category::bug, 1.2, kParts, u"can't|cannot|not_|keeps|always|instead"_s),
        clues(Category::bug, kHint, kParts),
        clues(Category::bug, kLikely, u"broke_|broken|weird_|odd_|strange_|wierd|problem with|not right|mixed up|scrambled|garbled|question marks instead|boxes instead of|suddenly|all of a sudden|since yesterday|since monday|since this morning|since last week|error_|errors_|fails|failed|failing|failure|since the update|since version|since the last|after the update|after updating|slow_|laggy|incorrect|wrong result|not loading|nothing happens|fehler|seit dem update|depuis la mise à jour|desde la actualización|desde a atualização|dopo l'aggiornamento|po aktualizacji|アップデート"_s),
    };
}

} // namespace assay::provider::triage
