"""What French says about names."""

import re

from spacy.lang.fr.stop_words import STOP_WORDS

from pipeline.entities.languages.parts import NAME, Words, either

_TITLES = either("M. Mme Mlle Me Dr Pr Mgr Monsieur Madame Maître")
_ROLES = either(
    "président présidente ministre maire député députée sénateur sénatrice avocat avocate directeur directrice chanteur chanteuse acteur",
    "actrice comédien comédienne écrivain écrivaine réalisateur réalisatrice sélectionneur sélectionneuse entraîneur entraîneuse procureur",
    "procureure juge porte-parole professeur professeure docteur docteure patron patronne chef cheffe frère sœur mère père mari femme fils",
    "fille romancier romancière historien historienne économiste chercheur chercheuse journaliste candidat candidate préfet préfète",
    "agriculteur agricultrice vigneron vigneronne médecin artiste peintre architecte photographe champion championne joueur joueuse",
)
_SAYING = either(
    "dit déclare affirme ajoute assure explique estime précise indique confie raconte prévient répond lance promet regrette déplore",
    "déclaré affirmé ajouté assuré expliqué estimé précisé indiqué confié raconté prévenu répondu lancé promis regretté déploré",
)
_PEOPLES = either(
    "Français Françaises Européens Américains Russes Allemands Allemandes Espagnols Italiens Italiennes Anglais Britanniques Chinois",
    "Japonais Belges Suisses Turcs Ukrainiens Israéliens Palestiniens Marocains Algériens Tunisiens Africains Arabes Parisiens Grecs",
)

FRENCH = Words(
    person_before=re.compile(rf"\b(?:{_TITLES}|{_ROLES}) $"),
    person_after=re.compile(r",? \d\d ans\b"),
    titled=re.compile(rf"{_TITLES} ({NAME}(?: {NAME}){{0,2}})\b"),
    formed=(
        re.compile(rf"([Mm]inistère d[eu]s? ?(?:la |l['\u2019])?{NAME}(?:(?: et)?(?: d[eu]s?)?(?: la)? (?:l['\u2019])?{NAME})?)\b"),
        re.compile(
            r"((?:Université|Institut|Banque|Cour|Tribunal|Conseil|Agence|Commission|Fédération|Office|Comité|Organisation)"
            rf" (?:[a-zà-ÿ]+ )?(?:d[eu]s? |d['\u2019])(?:la |l['\u2019])?{NAME})\b"
        ),
        re.compile(rf"(?:quotidien|journal|hebdomadaire|magazine|site|chaîne|agence) ((?:L[ea]s? )?{NAME}(?: {NAME})?)\b"),
    ),
    saying=re.compile(rf"[»”\"],? (?:(?:a|avait) )?{_SAYING} (?!(?:Le|La|Les|L|Un|Une|Il|Elle)\b)({NAME}(?: {NAME}){{0,2}})\b"),
    place_before=re.compile(r"\b(?:(?:ville|village|commune|île|province|région|port|gare|aéroport) de|rivière) $"),
    organization=re.compile(
        r"(?:État|Sénat|Assemblée nationale|Assemblée|Parlement|Gouvernement|Élysée|Matignon|Conseil constitutionnel)$"
    ),
    event=re.compile(r"(?:[Bb]ataille|[Tt]raité|[Gg]uerre|[Aa]ccords?|[Cc]oupe) (?:d[eu]s?|d['\u2019])"),
    work_before=re.compile(r"\b(?:film|livre|roman|album|chanson|pièce|série|titre) [«\"\u201c] ?$"),
    office_before=re.compile(r"\b(?:[Mm]inistre|[Ss]ecrétaire d['\u2019][EÉ]tat|[Mm]inistère) (?:d[eu]s?|à)(?: la)? (?:l['\u2019])?$"),
    acronym=re.compile(r"\b(?:[Ll]['\u2019]|[LlDd]u |[Ll][ae] |[Aa]u )([A-Z]{3,6})\b(?![ -][A-Z])"),
    title=re.compile(rf"{_TITLES}$"),
    no_name=re.compile(rf"(?:PIB|TVA|SIDA|VIH|PDG|{_PEOPLES}|EXCLUSIF|DIRECT|VIDÉO|VIDEO|INFOGRAPHIE|REPORTAGE|ENTRETIEN)$"),
    openers=frozenset(STOP_WORDS) | {"selon", "aucun", "aucune", "avez", "avons"},
)
