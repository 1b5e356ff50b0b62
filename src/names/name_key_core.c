/*
 * name_key_core.c
 *		From a name in Latin letters to its sounds and its key.
 *
 * Three steps, each a table that can be read:
 *
 *	1. letters:  marks are kept only where they change the sound;
 *	2. words:    titles and particles are left out, what is written apart or
 *				 together as one likes (abd al-, abu, -allah, -din) is joined,
 *				 and short or regional forms of the commonest names are spelled
 *				 out;
 *	3. phones:   one byte for a sound.  Capital letters stand for sounds that
 *				 have no letter of their own:
 *					 S sh   C ch   H kh   G gh   Z zh   T th
 *					 D  the Arabic letters that are d to some and z to others
 *
 * The skeleton leaves out vowels and the sounds that Arabic writes with the
 * same letters (w, v, y), but not at the beginning, where a vowel counts as a.
 * What is left is put into classes: b p, f, k q, g gh j zh, h kh, s, sh ch, t
 * th, d z dh, m, n, l, r.  The classes serve recall: whatever the key lets
 * pass, similarity looks at again, sound by sound.
 */
#include <string.h>

#include "name_key_core.h"

/* ---- letters ---- */

#define MARK_CARON 1
#define MARK_CEDILLA 2			/* also a comma below */
#define MARK_DOT_BELOW 4
#define MARK_LINE_BELOW 8		/* also a breve below, and ICU's hamza below */
#define MARK_ACUTE 16
#define MARK_DOT_ABOVE 32		/* also a breve, a diaeresis, and ICU's hamza above */
#define MARK_LONG 64
#define MARK_CIRCUMFLEX 128

static const struct
{
	uint16_t	code;
	uint8_t		mark;
}			mark_table[] = {
	{0x0301, MARK_ACUTE},
	{0x0302, MARK_CIRCUMFLEX},
	{0x0304, MARK_LONG},
	{0x0306, MARK_DOT_ABOVE},
	{0x0307, MARK_DOT_ABOVE},
	{0x0308, MARK_DOT_ABOVE},
	{0x0309, MARK_DOT_ABOVE},
	{0x030C, MARK_CARON},
	{0x0323, MARK_DOT_BELOW},
	{0x0326, MARK_CEDILLA},
	{0x0327, MARK_CEDILLA},
	{0x032E, MARK_LINE_BELOW},
	{0x0331, MARK_LINE_BELOW},
	{0x0339, MARK_LINE_BELOW},
};

/*
 * Letters that do not come apart into a letter of a to z and marks.  The ones
 * of other scripts are those that ICU has no rule for and leaves as they are.
 */
static const struct
{
	uint16_t	code;
	const char *letters;
}			letter_table[] = {
	{0x00DF, "ss"},
	{0x00E6, "e"},
	{0x00F0, "d"},
	{0x00F8, "o"},
	{0x00FE, "th"},
	{0x0111, "d"},
	{0x0127, "h"},
	{0x0131, "i"},
	{0x0142, "l"},
	{0x014B, "n"},
	{0x0153, "e"},
	{0x01DD, "e"},
	{0x0259, "e"},
	{0x0254, "o"},
	{0x025B, "e"},
	{0x0253, "b"},
	{0x0257, "d"},
	{0x0199, "k"},
	{0x01B4, "y"},
	{0x02BE, "'"},
	{0x02BF, "`"},
	/* Kazakh, Tajik, Bashkir */
	{0x0493, "g"},
	{0x049B, "k"},
	{0x04A3, "n"},
	{0x04AF, "u"},
	{0x04B1, "u"},
	{0x04B3, "h"},
	{0x04B7, "j"},
	{0x04BB, "h"},
	{0x04D9, "e"},
	{0x04E9, "o"},
	/* Urdu, Pashto, Kurdish, Uyghur, Sindhi */
	{0x0671, "a"},
	{0x0679, "t"},
	{0x067C, "t"},
	{0x0681, "z"},
	{0x0685, "s"},
	{0x0688, "d"},
	{0x0689, "d"},
	{0x0691, "r"},
	{0x0693, "r"},
	{0x0695, "r"},
	{0x0696, "j"},
	{0x06AB, "g"},
	{0x06AD, "n"},
	{0x06B5, "l"},
	{0x06BA, "n"},
	{0x06BC, "n"},
	{0x06BE, "h"},
	{0x06C1, "h"},
	{0x06C3, "h"},
	{0x06C6, "w"},
	{0x06C7, "w"},
	{0x06C8, "w"},
	{0x06CB, "w"},
	{0x06CD, "y"},
	{0x06CE, "y"},
	{0x06D0, "y"},
	{0x06D2, "y"},
	{0x06D5, "a"},
};

/* ---- words ---- */

#define ANY_SCRIPT 0xFF
#define SEMITIC (NAME_ARABIC | NAME_HEBREW)

typedef enum WordRole
{
	WORD_NAME,
	WORD_TITLE,					/* left out wherever it stands */
	WORD_PARTICLE,				/* left out, but not as the first word */
	WORD_ARTICLE,				/* left out wherever it stands */
	WORD_LIKENED,				/* left out where the next word begins as it ends: ar Rahman */
	WORD_JOINS_NEXT,			/* one part with the word that follows */
	WORD_JOINS_LAST				/* one part with the word before */
} WordRole;

/*
 * Spelled in the plain letters that are left when all marks are taken away.
 * Some stand for a name as well (Ben, Van): they are left out of every name
 * alike, and a name that has no other word keeps them.
 */
static const struct
{
	const char *word;
	uint8_t		scripts;
	uint8_t		role;
}			word_table[] = {
	/* titles: West */
	{"mr", NAME_LATIN, WORD_TITLE},
	{"mrs", NAME_LATIN, WORD_TITLE},
	{"ms", NAME_LATIN, WORD_TITLE},
	{"miss", NAME_LATIN, WORD_TITLE},
	{"master", NAME_LATIN, WORD_TITLE},
	{"dr", NAME_LATIN, WORD_TITLE},
	{"prof", NAME_LATIN, WORD_TITLE},
	{"professor", NAME_LATIN, WORD_TITLE},
	{"sir", NAME_LATIN, WORD_TITLE},
	{"herr", NAME_LATIN, WORD_TITLE},
	{"frau", NAME_LATIN, WORD_TITLE},
	{"monsieur", NAME_LATIN, WORD_TITLE},
	{"madame", NAME_LATIN, WORD_TITLE},
	{"mme", NAME_LATIN, WORD_TITLE},
	{"mlle", NAME_LATIN, WORD_TITLE},
	{"senor", NAME_LATIN, WORD_TITLE},
	{"senora", NAME_LATIN, WORD_TITLE},
	{"sra", NAME_LATIN, WORD_TITLE},
	{"sr", NAME_LATIN, WORD_TITLE},
	{"jr", NAME_LATIN, WORD_TITLE},
	{"sig", NAME_LATIN, WORD_TITLE},
	/* titles: Arabic, Persian, Urdu */
	{"sheikh", NAME_LATIN, WORD_TITLE},
	{"shaikh", NAME_LATIN, WORD_TITLE},
	{"shaykh", NAME_LATIN, WORD_TITLE},
	{"cheikh", NAME_LATIN, WORD_TITLE},
	{"shykh", NAME_ARABIC, WORD_TITLE},
	{"alshykh", NAME_ARABIC, WORD_TITLE},
	{"sejh", NAME_CYRILLIC, WORD_TITLE},
	{"seh", NAME_ETHIOPIC, WORD_TITLE},
	{"sekha", NAME_INDIC, WORD_TITLE},
	{"haj", NAME_LATIN, WORD_TITLE},
	{"hajj", NAME_LATIN, WORD_TITLE},
	{"haji", NAME_LATIN, WORD_TITLE},
	{"hajji", NAME_LATIN, WORD_TITLE},
	{"hadj", NAME_LATIN, WORD_TITLE},
	{"hadji", NAME_LATIN, WORD_TITLE},
	{"haci", NAME_LATIN, WORD_TITLE},
	{"haj", NAME_ARABIC, WORD_TITLE},
	{"hajy", NAME_ARABIC, WORD_TITLE},
	{"alhaj", NAME_ARABIC, WORD_TITLE},
	{"hadzi", NAME_CYRILLIC, WORD_TITLE},
	{"hadz", NAME_CYRILLIC, WORD_TITLE},
	{"haji", NAME_ETHIOPIC | NAME_INDIC, WORD_TITLE},
	{"dktwr", NAME_ARABIC, WORD_TITLE},
	{"aldktwr", NAME_ARABIC, WORD_TITLE},
	{"dktr", NAME_ARABIC, WORD_TITLE},
	{"aqa", NAME_ARABIC, WORD_TITLE},
	{"aqay", NAME_ARABIC, WORD_TITLE},
	{"khanm", NAME_ARABIC, WORD_TITLE},
	{"jnab", NAME_ARABIC, WORD_TITLE},
	/* titles: Amharic, Tigrinya */
	{"ato", NAME_LATIN | NAME_ETHIOPIC, WORD_TITLE},
	{"wayezaro", NAME_ETHIOPIC, WORD_TITLE},
	{"wayezarit", NAME_ETHIOPIC, WORD_TITLE},
	{"weizero", NAME_LATIN, WORD_TITLE},
	{"weyzero", NAME_LATIN, WORD_TITLE},
	{"woizero", NAME_LATIN, WORD_TITLE},
	{"woyzero", NAME_LATIN, WORD_TITLE},
	{"weizerit", NAME_LATIN, WORD_TITLE},
	{"woizerit", NAME_LATIN, WORD_TITLE},
	{"doketar", NAME_ETHIOPIC, WORD_TITLE},
	/* titles: Hindi, Nepali, Bengali */
	{"shri", NAME_LATIN, WORD_TITLE},
	{"shree", NAME_LATIN, WORD_TITLE},
	{"sri", NAME_LATIN | NAME_INDIC, WORD_TITLE},
	{"shrimati", NAME_LATIN, WORD_TITLE},
	{"srimati", NAME_LATIN | NAME_INDIC, WORD_TITLE},
	{"smt", NAME_LATIN, WORD_TITLE},
	{"sushri", NAME_LATIN, WORD_TITLE},
	{"susri", NAME_INDIC, WORD_TITLE},
	{"ji", NAME_LATIN | NAME_INDIC, WORD_PARTICLE},
	/* titles: Russian */
	{"gospodin", NAME_CYRILLIC, WORD_TITLE},
	{"gospoza", NAME_CYRILLIC, WORD_TITLE},
	{"doktor", NAME_CYRILLIC | NAME_LATIN, WORD_TITLE},
	/* son, daughter, children of */
	{"bin", ANY_SCRIPT, WORD_PARTICLE},
	{"ben", ANY_SCRIPT, WORD_PARTICLE},
	{"beni", NAME_ETHIOPIC, WORD_PARTICLE},
	{"bn", SEMITIC, WORD_PARTICLE},
	{"ibn", ANY_SCRIPT, WORD_PARTICLE},
	{"ebn", NAME_LATIN, WORD_PARTICLE},
	{"abn", NAME_ARABIC, WORD_PARTICLE},
	{"ibena", NAME_INDIC, WORD_PARTICLE},
	{"bina", NAME_INDIC, WORD_PARTICLE},
	{"bint", ANY_SCRIPT, WORD_PARTICLE},
	{"binti", NAME_LATIN, WORD_PARTICLE},
	{"bent", NAME_LATIN, WORD_PARTICLE},
	{"bnt", SEMITIC, WORD_PARTICLE},
	{"bat", NAME_HEBREW, WORD_PARTICLE},
	{"ould", NAME_LATIN, WORD_PARTICLE},
	{"wuld", NAME_LATIN, WORD_PARTICLE},
	{"wald", NAME_LATIN, WORD_PARTICLE},
	{"wld", NAME_ARABIC, WORD_PARTICLE},
	{"mint", NAME_LATIN, WORD_PARTICLE},
	{"ag", NAME_LATIN, WORD_PARTICLE},
	{"ogly", ANY_SCRIPT, WORD_PARTICLE},
	{"oglu", NAME_LATIN, WORD_PARTICLE},
	{"ogli", ANY_SCRIPT, WORD_PARTICLE},
	{"ugli", ANY_SCRIPT, WORD_PARTICLE},
	{"uglu", NAME_CYRILLIC, WORD_PARTICLE},
	{"ogil", ANY_SCRIPT, WORD_PARTICLE},
	{"kyzy", ANY_SCRIPT, WORD_PARTICLE},
	{"kizi", ANY_SCRIPT, WORD_PARTICLE},
	{"qizi", ANY_SCRIPT, WORD_PARTICLE},
	{"uulu", ANY_SCRIPT, WORD_PARTICLE},
	{"uly", ANY_SCRIPT, WORD_PARTICLE},
	/* articles */
	{"al", NAME_LATIN | SEMITIC | NAME_CYRILLIC | NAME_ETHIOPIC, WORD_ARTICLE},
	{"ala", NAME_INDIC, WORD_ARTICLE},
	{"ale", NAME_ETHIOPIC, WORD_ARTICLE},
	{"el", NAME_LATIN | NAME_CYRILLIC | NAME_ETHIOPIC, WORD_ARTICLE},
	{"ele", NAME_ETHIOPIC, WORD_ARTICLE},
	{"ela", NAME_INDIC, WORD_ARTICLE},
	{"ul", ANY_SCRIPT, WORD_ARTICLE},
	{"ula", NAME_INDIC, WORD_ARTICLE},
	{"il", NAME_LATIN, WORD_ARTICLE},
	{"ur", NAME_LATIN, WORD_LIKENED},
	{"ar", NAME_LATIN, WORD_LIKENED},
	{"er", NAME_LATIN, WORD_LIKENED},
	{"as", NAME_LATIN, WORD_LIKENED},
	{"es", NAME_LATIN, WORD_LIKENED},
	{"us", NAME_LATIN, WORD_LIKENED},
	{"ash", NAME_LATIN, WORD_LIKENED},
	{"esh", NAME_LATIN, WORD_LIKENED},
	{"ad", NAME_LATIN, WORD_LIKENED},
	{"ed", NAME_LATIN, WORD_LIKENED},
	{"at", NAME_LATIN, WORD_LIKENED},
	{"et", NAME_LATIN, WORD_LIKENED},
	{"an", NAME_LATIN, WORD_LIKENED},
	{"en", NAME_LATIN, WORD_LIKENED},
	{"az", NAME_LATIN, WORD_LIKENED},
	{"ez", NAME_LATIN, WORD_LIKENED},
	/* Romance, Germanic, Slavic */
	{"de", NAME_LATIN, WORD_PARTICLE},
	{"del", NAME_LATIN, WORD_PARTICLE},
	{"della", NAME_LATIN, WORD_PARTICLE},
	{"di", NAME_LATIN, WORD_PARTICLE},
	{"da", NAME_LATIN, WORD_PARTICLE},
	{"do", NAME_LATIN, WORD_PARTICLE},
	{"dos", NAME_LATIN, WORD_PARTICLE},
	{"das", NAME_LATIN, WORD_PARTICLE},
	{"du", NAME_LATIN, WORD_PARTICLE},
	{"des", NAME_LATIN, WORD_PARTICLE},
	{"la", NAME_LATIN, WORD_PARTICLE},
	{"le", NAME_LATIN, WORD_PARTICLE},
	{"las", NAME_LATIN, WORD_PARTICLE},
	{"los", NAME_LATIN, WORD_PARTICLE},
	{"y", NAME_LATIN, WORD_PARTICLE},
	{"e", NAME_LATIN, WORD_PARTICLE},
	{"i", NAME_LATIN, WORD_PARTICLE},
	{"van", NAME_LATIN, WORD_PARTICLE},
	{"von", NAME_LATIN, WORD_PARTICLE},
	{"vom", NAME_LATIN, WORD_PARTICLE},
	{"zu", NAME_LATIN, WORD_PARTICLE},
	{"zum", NAME_LATIN, WORD_PARTICLE},
	{"zur", NAME_LATIN, WORD_PARTICLE},
	{"der", NAME_LATIN, WORD_PARTICLE},
	{"den", NAME_LATIN, WORD_PARTICLE},
	{"ten", NAME_LATIN, WORD_PARTICLE},
	{"ter", NAME_LATIN, WORD_PARTICLE},
	{"af", NAME_LATIN, WORD_PARTICLE},
	{"av", NAME_LATIN, WORD_PARTICLE},
	/* servant of; father, mother of */
	{"abd", ANY_SCRIPT, WORD_JOINS_NEXT},
	{"bd", SEMITIC, WORD_JOINS_NEXT},
	{"abda", NAME_INDIC, WORD_JOINS_NEXT},
	{"abede", NAME_ETHIOPIC, WORD_JOINS_NEXT},
	{"abdu", ANY_SCRIPT, WORD_JOINS_NEXT},
	{"abdul", ANY_SCRIPT, WORD_JOINS_NEXT},
	{"abdula", NAME_INDIC, WORD_JOINS_NEXT},
	{"abedule", NAME_ETHIOPIC, WORD_JOINS_NEXT},
	{"abdal", ANY_SCRIPT, WORD_JOINS_NEXT},
	{"abdel", ANY_SCRIPT, WORD_JOINS_NEXT},
	{"abdil", ANY_SCRIPT, WORD_JOINS_NEXT},
	{"abdol", ANY_SCRIPT, WORD_JOINS_NEXT},
	{"abdoul", NAME_LATIN, WORD_JOINS_NEXT},
	{"abdur", NAME_LATIN | NAME_CYRILLIC, WORD_JOINS_NEXT},
	{"abder", NAME_LATIN, WORD_JOINS_NEXT},
	{"abdus", NAME_LATIN, WORD_JOINS_NEXT},
	{"abu", ANY_SCRIPT, WORD_JOINS_NEXT},
	{"abou", NAME_LATIN, WORD_JOINS_NEXT},
	{"aboo", NAME_LATIN, WORD_JOINS_NEXT},
	{"abi", NAME_LATIN, WORD_JOINS_NEXT},
	{"abw", NAME_ARABIC, WORD_JOINS_NEXT},
	{"aby", NAME_ARABIC, WORD_JOINS_NEXT},
	{"umm", NAME_LATIN, WORD_JOINS_NEXT},
	{"um", NAME_LATIN | NAME_CYRILLIC, WORD_JOINS_NEXT},
	{"oum", NAME_LATIN, WORD_JOINS_NEXT},
	{"umu", NAME_LATIN, WORD_JOINS_NEXT},
	{"am", NAME_ARABIC, WORD_JOINS_NEXT},
	{"allah", NAME_LATIN | NAME_CYRILLIC, WORD_JOINS_LAST},
	{"ullah", NAME_LATIN, WORD_JOINS_LAST},
	{"ollah", NAME_LATIN, WORD_JOINS_LAST},
	{"ulla", NAME_LATIN | NAME_CYRILLIC, WORD_JOINS_LAST},
	{"allh", NAME_ARABIC, WORD_JOINS_LAST},
	{"allaha", NAME_INDIC, WORD_JOINS_LAST},
	{"ullaha", NAME_INDIC, WORD_JOINS_LAST},
	{"din", ANY_SCRIPT, WORD_JOINS_LAST},
	{"deen", NAME_LATIN, WORD_JOINS_LAST},
	{"dine", NAME_LATIN, WORD_JOINS_LAST},
	{"dina", NAME_INDIC, WORD_JOINS_LAST},
	{"uddin", NAME_LATIN, WORD_JOINS_LAST},
	{"eddin", NAME_LATIN, WORD_JOINS_LAST},
	{"eddine", NAME_LATIN, WORD_JOINS_LAST},
	{"aldyn", NAME_ARABIC, WORD_JOINS_LAST},
	{"aldin", NAME_LATIN, WORD_JOINS_LAST},
};

/*
 * Forms of the commonest names that no rule of sounds reaches: abbreviations,
 * and spellings of a region.  Spelled out in Latin letters.
 */
static const struct
{
	const char *word;
	uint8_t		scripts;
	const char *spelled;
}			form_table[] = {
	/* Muhammad, abbreviated and worn down */
	{"md", NAME_LATIN, "muhammad"},
	{"mohd", NAME_LATIN, "muhammad"},
	{"muhd", NAME_LATIN, "muhammad"},
	{"mhd", NAME_LATIN, "muhammad"},
	{"moh", NAME_LATIN, "muhammad"},
	{"mo", NAME_LATIN, "muhammad"},
	{"mamadou", NAME_LATIN, "muhammad"},
	{"mamadu", NAME_LATIN, "muhammad"},
	{"magomed", NAME_CYRILLIC | NAME_LATIN, "muhammad"},
	{"magomet", NAME_CYRILLIC | NAME_LATIN, "muhammad"},
	/* Russian has no h and writes g */
	{"ibragim", NAME_CYRILLIC | NAME_LATIN, "ibrahim"},
	{"gasan", NAME_CYRILLIC | NAME_LATIN, "hasan"},
	{"gusejn", NAME_CYRILLIC, "husein"},
	{"gusein", NAME_LATIN, "husein"},
	{"guseyn", NAME_LATIN, "husein"},
	{"gamid", NAME_CYRILLIC | NAME_LATIN, "hamid"},
	{"gamzat", NAME_CYRILLIC | NAME_LATIN, "hamza"},
	/* Turkish c is j, and its h may be kh */
	{"cemal", NAME_LATIN, "jamal"},
	{"cemil", NAME_LATIN, "jamil"},
	{"cemile", NAME_LATIN, "jamila"},
	{"celal", NAME_LATIN, "jalal"},
	{"cafer", NAME_LATIN, "jafar"},
	{"cevat", NAME_LATIN, "jawad"},
	{"hatice", NAME_LATIN, "khadija"},
	{"ayse", NAME_LATIN, "aisha"},
	{"necla", NAME_LATIN, "najla"},
	/* Somali c is ayn, x is h */
	{"cabdi", NAME_LATIN, "abdi"},
	{"cabdullahi", NAME_LATIN, "abdullah"},
	{"cabdulaahi", NAME_LATIN, "abdullah"},
	{"abdullahi", NAME_LATIN, "abdullah"},
	{"cabdiraxmaan", NAME_LATIN, "abdurahman"},
	{"cali", NAME_LATIN, "ali"},
	{"caasha", NAME_LATIN, "aisha"},
	{"cumar", NAME_LATIN, "umar"},
	{"cismaan", NAME_LATIN, "osman"},
	{"maxamed", NAME_LATIN, "muhammad"},
	{"maxamuud", NAME_LATIN, "mahmud"},
	{"maxamud", NAME_LATIN, "mahmud"},
	{"axmed", NAME_LATIN, "ahmed"},
	{"saciid", NAME_LATIN, "said"},
	{"jaamac", NAME_LATIN, "jama"},
	{"ismaaciil", NAME_LATIN, "ismail"},
	{"faarax", NAME_LATIN, "farah"},
	{"saalax", NAME_LATIN, "salah"},
	/* an Arabic th that others say as s */
	{"othman", NAME_LATIN, "osman"},
	{"uthman", NAME_LATIN, "osman"},
	{"othmane", NAME_LATIN, "osman"},
	{"thabit", NAME_LATIN, "sabit"},
	{"thabet", NAME_LATIN, "sabit"},
	{"haitham", NAME_LATIN, "haisam"},
	{"haytham", NAME_LATIN, "haisam"},
	{"harith", NAME_LATIN, "haris"},
	{"laith", NAME_LATIN, "lais"},
	{"layth", NAME_LATIN, "lais"},
	{"muthanna", NAME_LATIN, "musana"},
	{"thuraya", NAME_LATIN, "suraya"},
	{"thurayya", NAME_LATIN, "suraya"},
	{"kulthum", NAME_LATIN, "kulsum"},
	{"kalthoum", NAME_LATIN, "kulsum"},
	{"kulthoum", NAME_LATIN, "kulsum"},
	/* Persian says gh for q */
	{"ghasem", NAME_LATIN, "qasim"},
	{"ghader", NAME_LATIN, "qadir"},
	{"ghorban", NAME_LATIN, "qurban"},
	{"ghanbar", NAME_LATIN, "qanbar"},
	/* written as it is not said */
	{"achmed", NAME_LATIN, "ahmed"},
	{"achmet", NAME_LATIN, "ahmed"},
	{"ishmael", NAME_LATIN, "ismail"},
};

#define lengthof(array) (sizeof(array) / sizeof((array)[0]))

/* ---- phones ---- */

/*
 * Letters to phones, the longest first.  A mark that is asked for must be on
 * the last letter of the row; 0 asks for none, and is taken also where there
 * is one that no row above asks for.
 */
typedef struct SoundRule
{
	uint8_t		scripts;
	const char *letters;
	uint8_t		mark;
	const char *phones;
} SoundRule;

#define ANY_MARK 0

static const SoundRule sound_table[] = {
	/* ICU writes the Arabic letters of two sounds with a line below the h */
	{NAME_ARABIC, "kh", MARK_LINE_BELOW, "H"},
	{NAME_ARABIC, "gh", MARK_LINE_BELOW, "G"},
	{NAME_ARABIC, "sh", MARK_LINE_BELOW, "S"},
	{NAME_ARABIC, "th", MARK_LINE_BELOW, "s"},
	{NAME_ARABIC, "dh", MARK_LINE_BELOW, "D"},
	{NAME_ARABIC, "zh", MARK_LINE_BELOW, "Z"},
	{NAME_ARABIC, "ch", MARK_LINE_BELOW, "C"},
	{NAME_ARABIC, "d", MARK_DOT_BELOW, "D"},
	{NAME_ARABIC, "z", MARK_DOT_BELOW, "D"},
	{NAME_ARABIC, "y", MARK_LINE_BELOW, "a"},	/* alif maqsura */

	{NAME_HEBREW, "s", MARK_CEDILLA, "S"},
	{NAME_HEBREW, "z", MARK_LINE_BELOW, "s"},
	{NAME_HEBREW, "h", MARK_LINE_BELOW, "H"},

	{NAME_CYRILLIC, "dz", MARK_CARON, "j"},
	{NAME_CYRILLIC, "d", MARK_CIRCUMFLEX, "j"},
	{NAME_CYRILLIC, "z", MARK_CARON, "Z"},
	{NAME_CYRILLIC, "s", MARK_CARON, "S"},
	{NAME_CYRILLIC, "s", MARK_CIRCUMFLEX, "S"},
	{NAME_CYRILLIC, "c", MARK_CARON, "C"},
	{NAME_CYRILLIC, "c", MARK_ACUTE, "C"},
	{NAME_CYRILLIC, "u", MARK_CIRCUMFLEX, "yu"},
	{NAME_CYRILLIC, "a", MARK_CIRCUMFLEX, "ya"},
	{NAME_CYRILLIC, "e", MARK_CIRCUMFLEX, "ye"},
	{NAME_CYRILLIC, "e", MARK_DOT_ABOVE, "yo"},
	{NAME_CYRILLIC, "c", ANY_MARK, "s"},
	{NAME_CYRILLIC, "h", ANY_MARK, "H"},
	{NAME_CYRILLIC, "j", ANY_MARK, "y"},
	{NAME_CYRILLIC, "y", ANY_MARK, "i"},

	{NAME_ETHIOPIC, "c", ANY_MARK, "C"},
	{NAME_ETHIOPIC, "s", MARK_CARON, "S"},
	{NAME_ETHIOPIC, "z", MARK_CARON, "Z"},
	{NAME_ETHIOPIC, "g", MARK_CARON, "j"},
	{NAME_ETHIOPIC, "d", MARK_DOT_BELOW, "s"},
	{NAME_ETHIOPIC, "k", MARK_LINE_BELOW, "H"},
	{NAME_ETHIOPIC, "h", MARK_LINE_BELOW, "H"},

	/* kh with lines below (Urdu words) and kh, an aspirate, are written alike elsewhere */
	{NAME_INDIC, "ng", ANY_MARK, "ng"},
	{NAME_INDIC, "nk", ANY_MARK, "nk"},
	{NAME_INDIC, "n", MARK_DOT_ABOVE, "ng"},
	{NAME_INDIC, "chh", ANY_MARK, "C"},
	{NAME_INDIC, "kh", ANY_MARK, "H"},
	{NAME_INDIC, "gh", ANY_MARK, "G"},
	{NAME_INDIC, "ch", ANY_MARK, "C"},
	{NAME_INDIC, "jh", ANY_MARK, "j"},
	{NAME_INDIC, "th", ANY_MARK, "T"},
	{NAME_INDIC, "dh", ANY_MARK, "d"},
	{NAME_INDIC, "ph", ANY_MARK, "f"},
	{NAME_INDIC, "bh", ANY_MARK, "b"},
	{NAME_INDIC, "rh", ANY_MARK, "r"},
	{NAME_INDIC, "s", MARK_ACUTE, "S"},
	{NAME_INDIC, "s", MARK_DOT_BELOW, "S"},
	{NAME_INDIC, "c", ANY_MARK, "C"},

	{NAME_GREEK, "ch", ANY_MARK, "H"},
	{NAME_GREEK, "mp", ANY_MARK, "b"},
	{NAME_GREEK, "nt", ANY_MARK, "d"},
	{NAME_GREEK, "gk", ANY_MARK, "g"},
	{NAME_GREEK, "ou", ANY_MARK, "u"},
	{NAME_GREEK, "y", ANY_MARK, "i"},

	/* Latin letters, as they are used from Paris to Dhaka */
	{NAME_LATIN, "tsch", ANY_MARK, "C"},
	{NAME_LATIN, "sch", ANY_MARK, "S"},
	{NAME_LATIN, "tch", ANY_MARK, "C"},
	{NAME_LATIN, "dzh", ANY_MARK, "j"},
	{NAME_LATIN, "chh", ANY_MARK, "C"},
	{NAME_LATIN, "dz", MARK_CARON, "j"},
	{NAME_LATIN, "dj", ANY_MARK, "j"},
	{NAME_LATIN, "sh", ANY_MARK, "S"},
	{NAME_LATIN, "ch", ANY_MARK, "C"},
	{NAME_LATIN, "kh", ANY_MARK, "H"},
	{NAME_LATIN, "gh", ANY_MARK, "G"},
	{NAME_LATIN, "zh", ANY_MARK, "Z"},
	{NAME_LATIN, "dh", ANY_MARK, "D"},
	{NAME_LATIN, "bh", ANY_MARK, "b"},
	{NAME_LATIN, "jh", ANY_MARK, "j"},
	{NAME_LATIN, "cz", ANY_MARK, "C"},
	{NAME_LATIN, "sz", ANY_MARK, "S"},
	{NAME_LATIN, "ts", ANY_MARK, "s"},
	{NAME_LATIN, "tz", ANY_MARK, "s"},
	{NAME_LATIN, "ck", ANY_MARK, "k"},
	{NAME_LATIN, "qu", ANY_MARK, "k"},
	{NAME_LATIN | NAME_GREEK, "th", ANY_MARK, "T"},
	{NAME_LATIN | NAME_GREEK, "ph", ANY_MARK, "f"},
	{NAME_LATIN, "ou", ANY_MARK, "u"},
	{NAME_LATIN, "oo", ANY_MARK, "u"},
	{NAME_LATIN, "ee", ANY_MARK, "i"},
	{NAME_LATIN, "s", MARK_CARON, "S"},
	{NAME_LATIN, "s", MARK_CEDILLA, "S"},
	{NAME_LATIN, "s", MARK_ACUTE, "S"},
	{NAME_LATIN, "t", MARK_CEDILLA, "s"},
	{NAME_LATIN, "t", MARK_LINE_BELOW, "T"},
	{NAME_LATIN, "z", MARK_CARON, "Z"},
	{NAME_LATIN, "z", MARK_DOT_BELOW, "D"},
	{NAME_LATIN, "d", MARK_DOT_BELOW, "D"},
	{NAME_LATIN, "d", MARK_LINE_BELOW, "D"},
	{NAME_LATIN, "c", MARK_CARON, "C"},
	{NAME_LATIN, "c", MARK_CEDILLA, "C"},
	{NAME_LATIN, "c", MARK_ACUTE, "C"},
	{NAME_LATIN, "g", MARK_DOT_ABOVE, "G"},
	{NAME_LATIN, "g", MARK_CARON, "j"},
	{NAME_LATIN, "h", MARK_LINE_BELOW, "H"},
	{NAME_LATIN, "k", MARK_LINE_BELOW, "H"},

	/* what ICU makes of other scripts */
	{NAME_OTHER, "sh", ANY_MARK, "S"},
	{NAME_OTHER, "ch", ANY_MARK, "C"},
	{NAME_OTHER, "kh", ANY_MARK, "H"},
	{NAME_OTHER, "gh", ANY_MARK, "G"},
	{NAME_OTHER, "zh", ANY_MARK, "Z"},
	{NAME_OTHER, "s", MARK_CARON, "S"},
	{NAME_OTHER, "c", ANY_MARK, "C"},
	{NAME_OTHER, "z", MARK_CARON, "Z"},
};

static bool
is_vowel(char c)
{
	return c == 'a' || c == 'e' || c == 'i' || c == 'o' || c == 'u';
}

/* sounds that Arabic writes like long vowels */
static bool
is_glide(char c)
{
	return c == 'w' || c == 'v' || c == 'y';
}

/* ---- building ---- */

void
name_form_begin(NameForm *form)
{
	form->nparts = 0;
	form->nletters = 0;
	form->nphones = 0;
	form->nskeleton = 0;
	form->overflow = false;
}

static void
letter_add(NameForm *form, char base)
{
	if (form->nletters >= NAME_LETTERS_MAX)
	{
		form->overflow = true;
		return;
	}
	form->letters[form->nletters].base = base;
	form->letters[form->nletters].marks = 0;
	form->nletters++;
}

static void
letters_add(NameForm *form, const char *letters)
{
	while (*letters)
		letter_add(form, *letters++);
}

static uint8_t
mark_of(uint16_t code)
{
	for (size_t i = 0; i < lengthof(mark_table); i++)
	{
		if (mark_table[i].code == code)
			return mark_table[i].mark;
	}
	return 0;
}

static const char *
letters_of(uint16_t code)
{
	for (size_t i = 0; i < lengthof(letter_table); i++)
	{
		if (letter_table[i].code == code)
			return letter_table[i].letters;
	}
	return "";
}

void
name_form_word(NameForm *form, NameScript script, const uint16_t *word, size_t length)
{
	NamePart   *part;
	int			first = form->nletters;

	if (form->nparts >= NAME_PARTS_MAX)
	{
		form->overflow = true;
		return;
	}
	for (size_t i = 0; i < length; i++)
	{
		uint16_t	code = word[i];

		if (code >= 'a' && code <= 'z')
			letter_add(form, (char) code);
		else if (code >= 'A' && code <= 'Z')
			letter_add(form, (char) (code - 'A' + 'a'));
		else if (code >= 0x0300 && code <= 0x036F)
		{
			if (form->nletters > first)
				form->letters[form->nletters - 1].marks |= mark_of(code);
		}
		else if (code > 0x7F)
			letters_add(form, letters_of(code));
	}
	if (form->nletters == first || form->overflow)
		return;
	part = &form->parts[form->nparts++];
	part->first = (uint16_t) first;
	part->length = (uint16_t) (form->nletters - first);
	part->script = (uint8_t) script;
}

/* is the word, without its marks, this one? */
static bool
part_is(const NameForm *form, const NamePart *part, const char *word)
{
	const NameLetter *letter = form->letters + part->first;
	const NameLetter *end = letter + part->length;

	for (; letter < end; letter++)
	{
		if (letter->base == '`' || letter->base == '\'')
			continue;
		if (letter->base != *word)
			return false;
		word++;
	}
	return *word == '\0';
}

static int
part_role(const NameForm *form, const NamePart *part)
{
	for (size_t i = 0; i < lengthof(word_table); i++)
	{
		if ((word_table[i].scripts & part->script) != 0 && part_is(form, part, word_table[i].word))
			return word_table[i].role;
	}
	return WORD_NAME;
}

static bool
is_left_out(int role)
{
	return role == WORD_TITLE || role == WORD_PARTICLE || role == WORD_ARTICLE;
}

/* does a word begin like this article without its vowel? */
static bool
part_begins(const NameForm *form, const NamePart *part, const NamePart *as)
{
	if (part->length < as->length)
		return false;
	for (int i = 1; i < as->length; i++)
	{
		if (form->letters[part->first + i - 1].base != form->letters[as->first + i].base)
			return false;
	}
	return true;
}

/* letters of a form that the tables know, instead of its own */
static void
part_spell_out(NameForm *form, NamePart *part)
{
	for (size_t i = 0; i < lengthof(form_table); i++)
	{
		if ((form_table[i].scripts & part->script) == 0 || !part_is(form, part, form_table[i].word))
			continue;
		part->first = (uint16_t) form->nletters;
		letters_add(form, form_table[i].spelled);
		part->length = (uint16_t) (form->nletters - part->first);
		part->script = NAME_LATIN;
		return;
	}
}

/*
 * An article that Arabic writes together with its word.  It never has a hamza
 * (Ulfat), and before ya it is more often the beginning of a name (Ilyas, Aline).
 */
static void
part_drop_article(const NameForm *form, NamePart *part)
{
	const NameLetter *letter = form->letters + part->first;

	if (part->script != NAME_ARABIC || part->length < 5 ||
		letter[0].base != 'a' || letter[0].marks & ~MARK_DOT_BELOW || letter[1].base != 'l' ||
		letter[2].base == 'y' || part_is(form, part, "allh") || part_is(form, part, "alham"))
		return;
	part->first += 2;
	part->length -= 2;
}

static void
phone_add(NameForm *form, char phone)
{
	if (form->nphones >= (int) sizeof(form->phones))
		form->overflow = true;
	else
		form->phones[form->nphones++] = phone;
}

static const SoundRule *
sound_rule(const NameLetter *letter, const NameLetter *end, uint8_t script)
{
	for (size_t i = 0; i < lengthof(sound_table); i++)
	{
		const SoundRule *rule = &sound_table[i];
		const NameLetter *at = letter;
		const char *want = rule->letters;

		if ((rule->scripts & script) == 0 || *want != letter->base)
			continue;
		while (*want && at < end && at->base == *want)
			want++, at++;
		if (*want == '\0' && (rule->mark == ANY_MARK || at[-1].marks & rule->mark))
			return rule;
	}
	return NULL;
}

/* the letters of one word as phones, after those that are there */
static void
part_sound(NameForm *form, const NamePart *part)
{
	const NameLetter *letter = form->letters + part->first;
	const NameLetter *end = letter + part->length;
	int			first = form->nphones;
	bool		silent_a = part->script == NAME_INDIC && part->length > 2 &&
		end[-1].base == 'a' && !(end[-1].marks & MARK_LONG);
	bool		marbuta = false;

	/* the vowel that Indic scripts do not write, and nobody says at the end */
	if (silent_a)
		end--;
	/* ta marbuta: an a, and t only before another word */
	else if (part->script == NAME_ARABIC && part->length > 1 &&
			 end[-1].base == 't' && end[-1].marks & MARK_DOT_ABOVE)
		end--, marbuta = true;

	while (letter < end)
	{
		const SoundRule *rule = sound_rule(letter, end, part->script);
		char		base = letter->base;
		char		next = letter + 1 < end ? letter[1].base : '\0';

		if (rule)
		{
			for (const char *phone = rule->phones; *phone; phone++)
				phone_add(form, *phone);
			letter += strlen(rule->letters);
			continue;
		}
		if (base == '`' || base == '\'')
		{
			/* ayn stands for the vowel that follows it, if nothing stands before */
			if (base == '`' && form->nphones == first && !is_vowel(next))
				phone_add(form, 'a');
		}
		else if (base == 'e' && part->script == NAME_ETHIOPIC && form->nphones > first)
			;					/* mostly the sixth order: a consonant with no vowel, or hardly one */
		else if (part->script == NAME_LATIN && base == 'c')
			phone_add(form, next == 'e' || next == 'i' || next == 'y' ? 's' : 'k');
		else if (part->script == NAME_LATIN && base == 'y')
			phone_add(form, is_vowel(next) ? 'y' : 'i');
		else if (part->script == NAME_LATIN && base == 'x')
		{
			if (form->nphones == first)
				phone_add(form, 'x');
			else
			{
				phone_add(form, 'k');
				phone_add(form, 's');
			}
		}
		else
			phone_add(form, base);
		letter++;
	}
	if (marbuta)
		phone_add(form, 'a');
}

/*
 * Doubled sounds are single ones, and French writes an initial w as ou.
 */
static void
phones_settle(NameForm *form, NamePart *part)
{
	char	   *phones = form->phones + part->first;
	int			n = 0;

	if (part->length >= 2 && phones[0] == 'u' && is_vowel(phones[1]))
		phones[0] = 'w';
	for (int i = 0; i < part->length; i++)
	{
		if (n == 0 || phones[n - 1] != phones[i])
			phones[n++] = phones[i];
	}
	part->length = (uint16_t) n;
	form->nphones = part->first + n;
}

/* ---- skeletons ---- */

static char
phone_class(char phone)
{
	switch (phone)
	{
		case 'b':
		case 'p':
			return 'b';
		case 'd':
		case 'D':
		case 'z':
			return 'd';
		case 'g':
		case 'G':
		case 'j':
		case 'Z':
			return 'g';
		case 'h':
		case 'H':
		case 'x':
			return 'h';
		case 'k':
		case 'q':
			return 'k';
		case 'S':
		case 'C':
			return 'c';
		case 't':
		case 'T':
			return 't';
		default:
			return phone;
	}
}

static char
phone_class_initial(char phone)
{
	if (is_vowel(phone))
		return 'a';
	if (phone == 'y')
		return 'g';				/* Yusuf, Jusuf */
	if (phone == 'v')
		return 'w';
	return phone_class(phone);
}

/* takes characters out of a skeleton; returns its new length */
static int
skeleton_cut(char *skeleton, int length, int at, int n)
{
	memmove(skeleton + at, skeleton + at + n, (size_t) (length - at - n));
	return length - n;
}

static int
skeleton_make(const char *phones, int length, char *skeleton)
{
	int			n = 0;

	for (int i = 0; i < length; i++)
	{
		char		class;

		if (i == 0)
			class = phone_class_initial(phones[i]);
		else if (is_vowel(phones[i]) || is_glide(phones[i]))
			continue;
		else if (i == length - 1 && (phones[i] == 'h' || phones[i] == 'H'))
			continue;			/* Fatimah, Salih: some write it, some do not */
		else if (i == length - 1 && phones[i] == 'd')
			class = 't';		/* Ahmed, Ahmet */
		else
			class = phone_class(phones[i]);
		if (n == 0 || skeleton[n - 1] != class)
			skeleton[n++] = class;
	}
	/* Abd al-Rahman, Abdurrahman, Abdulrahman; but Abdullah */
	if (n > 4 && memcmp(skeleton, "abdl", 4) == 0)
		n = skeleton_cut(skeleton, n, 3, 1);
	/* Nur al-Din, Nureddin */
	if (n > 3 && memcmp(skeleton + n - 3, "ldn", 3) == 0)
		n = skeleton_cut(skeleton, n, n - 3, 1);
	/* an article written together with its word, in any script */
	if (n > 3 && memcmp(skeleton, "al", 2) == 0)
		n = skeleton_cut(skeleton, n, 0, 2);
	return n;
}

/*
 * The words become parts: roles first, on the letters, then phones.  Two words
 * of one part are sounded one after the other.
 */
bool
name_form_finish(NameForm *form)
{
	uint8_t		roles[NAME_PARTS_MAX];
	int			kept = 0;
	int			nparts = 0;

	for (int i = 0; i < form->nparts; i++)
	{
		roles[i] = (uint8_t) part_role(form, &form->parts[i]);
		if (roles[i] == WORD_PARTICLE && i == 0)
			roles[i] = WORD_NAME;
		if (roles[i] == WORD_LIKENED)
			roles[i] = i + 1 < form->nparts && part_begins(form, &form->parts[i + 1], &form->parts[i])
				? WORD_ARTICLE : WORD_NAME;
		if (!is_left_out(roles[i]))
			kept++;
	}
	/* nothing but titles: then they are the name */
	if (kept == 0)
		memset(roles, WORD_NAME, sizeof(roles));

	for (int i = 0; i < form->nparts && !form->overflow; i++)
	{
		NamePart	part = form->parts[i];
		NamePart   *made;
		bool		joins_next = false;

		if (is_left_out(roles[i]))
			continue;
		/* parts that are made lie before the words still to be read */
		if (roles[i] == WORD_JOINS_LAST && nparts > 0)
			made = &form->parts[nparts - 1];
		else
		{
			made = &form->parts[nparts++];
			made->first = (uint16_t) form->nphones;
		}
		part_spell_out(form, &part);
		part_drop_article(form, &part);
		part_sound(form, &part);
		joins_next = roles[i] == WORD_JOINS_NEXT;
		while (joins_next && i + 1 < form->nparts)
		{
			i++;
			if (is_left_out(roles[i]))
				continue;
			part = form->parts[i];
			part_spell_out(form, &part);
			part_drop_article(form, &part);
			part_sound(form, &part);
			joins_next = roles[i] == WORD_JOINS_NEXT;
		}
		made->script = part.script;
		made->length = (uint16_t) (form->nphones - made->first);
		phones_settle(form, made);
	}
	if (form->overflow)
		return false;

	form->nparts = 0;
	for (int i = 0; i < nparts; i++)
	{
		NamePart	part = form->parts[i];

		if (part.length == 0)
			continue;
		part.skeleton = (uint16_t) form->nskeleton;
		part.skeleton_length = (uint16_t) skeleton_make(form->phones + part.first, part.length,
														form->skeletons + part.skeleton);
		form->nskeleton += part.skeleton_length;
		form->parts[form->nparts++] = part;
	}
	return true;
}

static int
skeleton_compare(const NameForm *form, const NamePart *a, const NamePart *b)
{
	int			shorter = a->skeleton_length < b->skeleton_length ? a->skeleton_length : b->skeleton_length;
	int			order = memcmp(form->skeletons + a->skeleton, form->skeletons + b->skeleton, (size_t) shorter);

	return order != 0 ? order : (int) a->skeleton_length - (int) b->skeleton_length;
}

size_t
name_form_key(const NameForm *form, char *key)
{
	uint16_t	order[NAME_PARTS_MAX];
	size_t		n = 0;

	for (int i = 0; i < form->nparts; i++)
	{
		int			j = i;

		while (j > 0 && skeleton_compare(form, &form->parts[order[j - 1]], &form->parts[i]) > 0)
		{
			order[j] = order[j - 1];
			j--;
		}
		order[j] = (uint16_t) i;
	}
	for (int i = 0; i < form->nparts; i++)
	{
		const NamePart *part = &form->parts[order[i]];

		if (n > 0)
			key[n++] = ' ';
		memcpy(key + n, form->skeletons + part->skeleton, part->skeleton_length);
		n += part->skeleton_length;
	}
	return n;
}

/* ---- similarity ---- */

/* sounds that are told apart, but that scripts and spellings confuse */
static const struct
{
	char		a;
	char		b;
	double		cost;
}			near_table[] = {
	{'t', 'T', 0.05}, {'s', 'T', 0.15}, {'d', 'D', 0.10}, {'z', 'D', 0.10}, {'d', 'z', 0.60},
	{'t', 'd', 0.30}, {'h', 'H', 0.10}, {'h', 'x', 0.10}, {'H', 'x', 0.10}, {'k', 'H', 0.35},
	{'k', 'h', 0.60}, {'k', 'q', 0.05}, {'k', 'x', 0.40}, {'q', 'g', 0.30}, {'q', 'G', 0.20},
	{'g', 'G', 0.10}, {'g', 'k', 0.50}, {'g', 'j', 0.25}, {'G', 'j', 0.50}, {'G', 'h', 0.50},
	{'G', 'H', 0.50}, {'g', 'h', 0.50}, {'j', 'Z', 0.10}, {'j', 'y', 0.20}, {'j', 'C', 0.40},
	{'Z', 'z', 0.40}, {'Z', 'S', 0.50}, {'Z', 'y', 0.40}, {'s', 'S', 0.35}, {'s', 'z', 0.40},
	{'s', 'C', 0.50}, {'S', 'C', 0.15}, {'C', 'k', 0.40}, {'C', 'H', 0.50}, {'S', 'H', 0.60},
	{'b', 'p', 0.10}, {'b', 'v', 0.35}, {'p', 'f', 0.40}, {'f', 'v', 0.25}, {'v', 'w', 0.05},
	{'b', 'w', 0.60}, {'m', 'n', 0.60}, {'l', 'r', 0.70}, {'i', 'j', 0.40}, {'i', 'y', 0.05},
	{'e', 'y', 0.15}, {'u', 'w', 0.05}, {'o', 'w', 0.10}, {'u', 'v', 0.20}, {'a', 'y', 0.40},
	{'a', 'w', 0.50}, {'a', 'e', 0.10}, {'a', 'o', 0.15}, {'a', 'i', 0.25}, {'a', 'u', 0.25},
	{'e', 'i', 0.08}, {'e', 'o', 0.25}, {'e', 'u', 0.25}, {'i', 'o', 0.30}, {'i', 'u', 0.30},
	{'o', 'u', 0.08},
};

/* the same as a square, filled at first use: it is asked for every pair of sounds */
static double
phone_distance(char a, char b)
{
	static float square[128][128];
	static bool filled = false;

	if (!filled)
	{
		for (int i = 0; i < 128; i++)
		{
			for (int j = 0; j < 128; j++)
				square[i][j] = i == j ? 0 : 1;
		}
		for (size_t i = 0; i < lengthof(near_table); i++)
		{
			square[(int) near_table[i].a][(int) near_table[i].b] = (float) near_table[i].cost;
			square[(int) near_table[i].b][(int) near_table[i].a] = (float) near_table[i].cost;
		}
		filled = true;
	}
	return square[a & 127][b & 127];
}

/* how a script writes vowels */
typedef enum VowelWriting
{
	VOWELS_LONG_ONLY,			/* and of these not all */
	VOWELS_INHERENT,			/* a goes with every consonant, said or not */
	VOWELS_ALL
} VowelWriting;

static VowelWriting
vowel_writing(const NamePart *part)
{
	switch (part->script)
	{
		case NAME_ARABIC:
		case NAME_HEBREW:
			return VOWELS_LONG_ONLY;
		case NAME_ETHIOPIC:
		case NAME_INDIC:
			return VOWELS_INHERENT;
		default:
			return VOWELS_ALL;
	}
}

/*
 * What it costs that a name has this sound where the other has none, by how
 * the script of the other writes vowels.
 */
static double
phone_gap(char phone, bool last, VowelWriting own, VowelWriting other)
{
	if (is_glide(phone))
		return 0.40;
	if (phone == 'h')
		return last ? 0.15 : 0.50;
	if (!is_vowel(phone))
		return 1;
	if (other == VOWELS_LONG_ONLY && own != VOWELS_LONG_ONLY)
	{
		if (last)
			return 0.25;		/* a vowel at the end is written */
		return phone == 'i' || phone == 'u' ? 0.08 : 0.03;
	}
	if (phone == 'a' && !last && (own == VOWELS_INHERENT || other == VOWELS_INHERENT))
		return 0.06;
	return own == VOWELS_ALL && other == VOWELS_ALL ? 0.35 : 0.25;
}

static double
phone_weight(char phone)
{
	return is_vowel(phone) ? 0.35 : 1;
}

static double
part_weight(const NameForm *form, const NamePart *part)
{
	double		weight = 0;

	for (int i = 0; i < part->length; i++)
		weight += phone_weight(form->phones[part->first + i]);
	return weight;
}

/* a part of a name is compared up to so many phones */
#define PHONES_COMPARED_MAX 64

static double
part_similarity(const NameForm *a, const NamePart *part_a, const NameForm *b, const NamePart *part_b)
{
	const char *phones_a = a->phones + part_a->first;
	const char *phones_b = b->phones + part_b->first;
	int			na = part_a->length < PHONES_COMPARED_MAX ? part_a->length : PHONES_COMPARED_MAX;
	int			nb = part_b->length < PHONES_COMPARED_MAX ? part_b->length : PHONES_COMPARED_MAX;
	VowelWriting writing_a = vowel_writing(part_a);
	VowelWriting writing_b = vowel_writing(part_b);
	double		weight_a = 0;
	double		weight_b = 0;
	double		similarity;
	double		gap_b[PHONES_COMPARED_MAX];
	double		row[2][PHONES_COMPARED_MAX + 1];

	row[0][0] = 0;
	for (int j = 0; j < nb; j++)
	{
		gap_b[j] = phone_gap(phones_b[j], j == nb - 1, writing_b, writing_a);
		weight_b += phone_weight(phones_b[j]);
		row[0][j + 1] = row[0][j] + gap_b[j];
	}
	for (int i = 0; i < na; i++)
	{
		const double *above = row[i & 1];
		double	   *here = row[(i + 1) & 1];
		double		gap_a = phone_gap(phones_a[i], i == na - 1, writing_a, writing_b);

		weight_a += phone_weight(phones_a[i]);
		here[0] = above[0] + gap_a;
		for (int j = 0; j < nb; j++)
		{
			double		best = phone_distance(phones_a[i], phones_b[j]);

			/* an initial alif stands for any vowel */
			if (i == 0 && j == 0 && best > 0.05 && is_vowel(phones_a[0]) && is_vowel(phones_b[0]) &&
				(writing_a == VOWELS_LONG_ONLY || writing_b == VOWELS_LONG_ONLY))
				best = 0.05;
			best += above[j];
			if (above[j + 1] + gap_a < best)
				best = above[j + 1] + gap_a;
			if (here[j] + gap_b[j] < best)
				best = here[j] + gap_b[j];
			here[j + 1] = best;
		}
	}
	similarity = 1 - row[na & 1][nb] / (weight_a > weight_b ? weight_a : weight_b);
	return similarity < 0 ? 0 : similarity;
}

/* a part that only one name has counts against the likeness, but little */
#define MISSING_PART 0.12

/*
 * The best way to match the parts, by how much they weigh: every part of the
 * name with fewer of them is matched.  After each part of the other, the most
 * likeness that there can be for each set of matched parts, and what those
 * weigh.
 */
static double
parts_similarity(const NameForm *few, int nfew, const NameForm *many, int nmany)
{
	struct
	{
		double		like;		/* below 0: cannot be */
		double		weight;
	}			best[2][1 << NAME_COMPARED_MAX];
	double		weight_few[NAME_COMPARED_MAX];
	double		total = 0;
	double		matched;
	uint32_t	all = (1u << nfew) - 1;

	for (int i = 0; i < nfew; i++)
		weight_few[i] = part_weight(few, &few->parts[i]);
	for (uint32_t set = 0; set <= all; set++)
	{
		best[0][set].like = set == 0 ? 0 : -1;
		best[0][set].weight = 0;
	}
	for (int j = 0; j < nmany; j++)
	{
		double		weight_many = part_weight(many, &many->parts[j]);

		memcpy(best[(j + 1) & 1], best[j & 1], (all + 1) * sizeof(best[0][0]));
		total += weight_many;
		for (int i = 0; i < nfew; i++)
		{
			double		weight = (weight_few[i] + weight_many) / 2;
			double		like = weight * part_similarity(few, &few->parts[i], many, &many->parts[j]);

			for (uint32_t set = 0; set <= all; set++)
			{
				uint32_t	without = set & ~(1u << i);

				if (without != set && best[j & 1][without].like >= 0 &&
					best[j & 1][without].like + like > best[(j + 1) & 1][set].like)
				{
					best[(j + 1) & 1][set].like = best[j & 1][without].like + like;
					best[(j + 1) & 1][set].weight = best[j & 1][without].weight + weight;
				}
			}
		}
	}
	matched = best[nmany & 1][all].weight;
	if (nmany > nfew && total > matched)
		return best[nmany & 1][all].like / (matched + MISSING_PART * (total - matched));
	return best[nmany & 1][all].like / matched;
}

/* the parts as one, in the order in which they stand */
static double
whole_similarity(const NameForm *a, const NameForm *b)
{
	NamePart	whole_a = a->parts[0];
	NamePart	whole_b = b->parts[0];

	whole_a.length = (uint16_t) (a->nphones - whole_a.first);
	whole_b.length = (uint16_t) (b->nphones - whole_b.first);
	return part_similarity(a, &whole_a, b, &whole_b);
}

/*
 * One order for both ways of asking: sums of floating point numbers depend on it.
 */
static bool
form_is_first(const NameForm *a, const NameForm *b)
{
	if (a->nparts != b->nparts)
		return a->nparts < b->nparts;
	if (a->nphones != b->nphones)
		return a->nphones < b->nphones;
	return memcmp(a->phones, b->phones, (size_t) a->nphones) < 0;
}

double
name_form_similarity(const NameForm *a, const NameForm *b)
{
	const NameForm *few = form_is_first(a, b) ? a : b;
	const NameForm *many = few == a ? b : a;
	int			nfew = few->nparts < NAME_COMPARED_MAX ? few->nparts : NAME_COMPARED_MAX;
	int			nmany = many->nparts < NAME_COMPARED_MAX ? many->nparts : NAME_COMPARED_MAX;
	double		likeness;

	if (nfew == 0)
		return 0;
	likeness = parts_similarity(few, nfew, many, nmany);
	if (few->nparts != many->nparts)
	{
		/* Ali Reza, Alireza */
		double		whole = whole_similarity(few, many);

		if (whole > likeness)
			likeness = whole;
	}
	return likeness > 1 ? 1 : likeness;
}
