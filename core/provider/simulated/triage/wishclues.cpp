// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/provider/simulated/triage/lexicon.h"

namespace assay::provider::triage {

using namespace Qt::StringLiterals;

namespace {

QList<Clues> featureClues()
{
    return {
        clues(Category::featureRequest, kPlain,
            u"feature request|would be great|would be nice|would be lovely|would be useful|would be helpful|would be cool|would be handy|would be wonderful|it'd be|i would love|i'd love|we'd love|we would love|would love to see|any plans to|plans to add|are you planning|will you ever|please add|please allow|please support|please make it possible|please let us|could you add|could you make it|can you add|please consider|wish there|i wish|only wish|i would wish|suggestion|suggest_|roadmap|dark mode|idea for|idea:|an idea|one thing i miss|i miss a|what i miss|what is missing is|vote for|upvote|if only|give us a|give me a|how hard can it be to add|why is there no|why is there still no|why can't i|why can i not|why can we not|why not|still no|when will there be|when will you|when do we get|when is…coming|bring back|i'd pay|i would pay|needs a|need a way|need an option|we need|you should|you could|please make|please bring|make it possible|should be able|should be possible|should let|should have|more…please|a button for|a button to|an option to|an option for|integration with|integrate with|sync with google|apple watch|android auto|shortcut for|would make…happy|would make my|would pay|consider adding|hope you|hoping for|dream of|my dream|imagine if|what if the|what about a|how about|missing only|only thing missing|the only thing|in future"
            "|wäre schön|schön wäre|wäre toll|toll wäre|wäre super|wäre praktisch|wünsche mir|wünschen uns|wünschenswert|vorschlag|könntet ihr…einbauen|bitte…einbauen|ce serait|serait bien|serait-il possible d'avoir|serait-il possible d'ajouter|pourriez-vous ajouter|suggestion|j'aimerais|j'adorerais|il manque juste|sería genial|sería útil|sería bueno|estaría bien|me gustaría|me encantaría|podrían añadir|podrían agregar|propongo|seria ótimo|seria bom|seria legal|seria útil|gostaria|adoraria|poderiam adicionar|sarebbe|mi piacerebbe|vorrei poter|potreste aggiungere|byłoby|przydałab|przydałob|chciał|moglibyście doda|追加して|追加し|あると嬉しい|あると助か|機能がほしい|欲しい|要望|ご検討"_s),
        clues(Category::featureRequest, kLikely, u"feature|ability to|option to|let us_|planned_|instead of having to|any number|more colours|fehlt mir|funktion|fonctionnalité|funcionalidad|funzione|funkcj|機能"_s),
    };
}

QList<Clues> questionClues()
{
    return {
        clues(Category::howTo, kPlain,
            u"how do|how does one|how can|how is it possible|what is the best way|best way to|right way to|i am trying to|i'm trying to|trying to find|can't find|cannot find|can not find|couldn't find|could not find|cant find|looking for the|which button|which menu|what does…mean|what do i have to|what do i need to|what must i|do i have to|do i need to|is there an option|is there any option|is there a setting|is there a button|can i change|can i export|can i import|can i set|can you show|can you tell me|could you show|could you tell me|want to know|explain|help me_|new here|i am new|newbie|beginner|how do we|how do you|how can i|how can we|how to_|how would i|how should i|how could i|where do i|where do we|where can i|where can we|where is the|where did you put|where i find|where to find|where's the|what do i click|is there a way|is there any way|is it possible to|can you explain|could you explain|could you tell me how|could you tell me where|what i would like to do|step by step|step-by-step|tutorial|a guide|manual_|documentation|what's the difference|what is the difference|which plan|do you support|does it work with|can i use|can we use|can i share|can i move|can i print|how does…work|walk me through|point me to|instructions for|understand how|figure out how|know how to|don't know how|show me how"
            "|wie kann|wie geht|wie mache|wie stelle|wie richte|wie bekomme|wie lege|wie füge|wie lösche|wie drucke|wo finde|wo kann|wo stelle|gibt es eine möglichkeit|comment faire|comment puis|comment je|comment on|comment est-ce que|comment ajouter|comment exporter|comment partager|comment changer|où puis|où se trouve|où est|est-il possible de|cómo puedo|cómo hago|cómo se|cómo cambio|cómo comparto|dónde puedo|dónde está|dónde se|es posible|se puede|como faço|como posso|como se|como mudo|onde fica|onde encontro|onde está|é possível|come faccio|come posso|come si|dove trovo|dove posso|è possibile|si può|jak mogę|jak ustawić|jak dodać|jak zrobić|jak zmienić|jak udostępni|jak usunąć|gdzie znajd|gdzie mogę|czy można|czy mogę|czy da się|方法|どうやって|どうすれば|教えて|やり方|どこで|できますか"_s),
        clues(Category::howTo, kLikely, u"set up|setting up|configure|can i_|can we_|anleitung|einrichten|einstell|tutoriel|configurar|impostare|ustawi|設定"_s),
    };
}

} // namespace

QList<Clues> wishClues()
{
    return featureClues() + questionClues()
        + QList<Clues>{
            clues(Category::other, kLikely,
                u"journalist|newspaper|press inquiry|interview|job opening|vacanc|internship|apply for|my cv|application for the|partnership|collaborat|sponsor|wholesaler|reseller|sales offer|our range|backlink|guest post|thesis|survey|just wanted to say|only wanted to say|wanted to thank|thank you to|say hello|greetings from|compliment|well done|keep up|wonderful…pass it on|praktikum|bewerbung|lob_|zusammenarbeit|journalistin|stage_|candidature|prácticas|colaboración|estágio|parceria|tirocinio|collaborazione|współprac|praktyk|取材|採用|インターン"_s),
        };
}

} // namespace assay::provider::triage
