"""What Spanish says about names: its words, as `parts.Words` explains them."""

import re

from pipeline.entities.languages.parts import NAME, Words, either, words

_TITLES = either("Sr. Sra. Srta. Dr. Dra. Don Doña Señor Señora")
_ROLES = either(
    "presidente presidenta ministro ministra alcalde alcaldesa diputado diputada senador senadora abogado abogada director directora",
    "cantante actor actriz escritor escritora entrenador entrenadora seleccionador seleccionadora fiscal juez jueza portavoz profesor",
    "profesora doctor doctora médico médica hermano hermana madre padre marido esposa mujer hijo hija novelista historiador historiadora",
    "economista investigador investigadora periodista candidato candidata artista pintor pintora arquitecto arquitecta jugador jugadora",
    "agricultor agricultora consejero consejera secretario secretaria expresidente expresidenta exministro exministra",
)
_SAYING = either(
    "dijo declaró afirmó añadió aseguró explicó señaló precisó indicó contó advirtió respondió prometió lamentó dice afirma añade asegura",
    "explica señala cuenta advierte responde promete lamenta apunta apuntó subrayó subraya insistió insiste recordó recuerda",
)
_PEOPLES = either("Españoles Europeos Americanos Rusos Alemanes Franceses Italianos Ingleses Británicos Chinos Árabes Argentinos Mexicanos")

SPANISH = Words(
    person_before=re.compile(rf"\b(?:{_TITLES}|{_ROLES}) $"),
    person_after=re.compile(r",? (?:de )?\d\d años\b"),
    titled=re.compile(rf"{_TITLES} ({NAME}(?: {NAME}){{0,2}})\b"),
    formed=(
        re.compile(
            r"((?:Ministerio|Consejería|Universidad|Instituto|Banco|Tribunal|Consejo|Agencia|Comisión|Federación|Ayuntamiento|Junta|Fiscalía)"
            rf" (?:[A-ZÁ-Ú]\w+ )?de(?:l| la)? {NAME}(?: y (?:de )?{NAME})?)\b"
        ),
        re.compile(rf"(?:diario|periódico|semanario|revista|cadena|agencia) ((?:El |L[ao]s? )?{NAME}(?: {NAME})?)\b"),
    ),
    saying=re.compile(rf"[»”\"],? {_SAYING} (?!(?:El|La|Los|Las|Un|Una)\b)({NAME}(?: {NAME}){{0,2}})\b"),
    place_before=re.compile(r"\b(?:(?:ciudad|pueblo|municipio|isla|provincia|región|puerto|localidad|aeropuerto) de|río) $"),
    organization=re.compile(
        r"(?:Estado|Gobierno|Congreso|Senado|Parlamento|Ejecutivo|Generalitat|Moncloa|Fiscalía|Tribunal Supremo|Tribunal Constitucional)$"
    ),
    event=re.compile(r"(?:[Bb]atalla|[Tt]ratado|[Gg]uerra|[Aa]cuerdos?|[Cc]opa) (?:de|del) "),
    work_before=re.compile(r"\b(?:película|libro|novela|disco|álbum|canción|obra|serie) [«\"\u201c]$"),
    office_before=re.compile(r"\b(?:[Mm]inistr[oa]|[Ss]ecretari[oa]|[Cc]onsejer[oa]|[Mm]inisterio|[Cc]onsejería) de(?:l| la)? $"),
    acronym=re.compile(r"\b(?:[Ll]a|[Ee]l|[Dd]el|[Aa]l) ([A-Z]{3,6})\b(?![ -][A-Z])"),
    title=re.compile(rf"{_TITLES}$"),
    no_name=re.compile(rf"(?:PIB|IVA|SIDA|VIH|DNI|{_PEOPLES}|EXCLUSIVA|DIRECTO|VÍDEO|VIDEO|ENTREVISTA|REPORTAJE)$"),
    openers=words(
        "además ahora ahí al algo alguien alguna algunas alguno algunos algún allí ante antes apenas aquel aquella aquellas",
        "aquello aquellos aquí así aun aunque ayer aún bajo bastante bien cada casi como con contra cual cuales cualquier",
        "cuando cuanto cuatro cuál cuándo cuánto cómo de debido del dentro desde después detrás donde dos durante dónde el ella",
        "ellas ellos en entonces entre era eran es esa esas ese eso esos esta estaba estas este esto estos está están excepto",
        "finalmente fue fueron ha había habían hace hacia han hasta hay hoy incluso junto la las le les lo los luego mas me",
        "mediante menos mi mientras mis mucha muchas mucho muchos muy más nada nadie ni ninguna ninguno ningún no nos nosotros",
        "nuestra nuestro nunca o otra otras otro otros para pero poca pocas poco pocos por porque primero pues que quien",
        "quienes quizá quizás quién qué salvo se sea según ser si sido siempre sin sino sobre solo son su sus sí sólo tal",
        "también tampoco tan tanto te tiene tienen toda todas todavía todo todos tras tres tu tus un una unas uno unos usted",
        "ustedes va van varias varios ya yo él",
    ),
)
