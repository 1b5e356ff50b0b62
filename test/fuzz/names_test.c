/*
 * names_test.c
 *		The core of names, outside the server: random names of every script, and
 *		the limits.
 */
#include "check.h"
#include "names_properties.h"

static NameForm form_a;
static NameForm form_b;

/* words of a to z with spaces between, all of one script */
static bool
form_text(NameForm *form, NameScript script, const char *text)
{
	uint16_t	word[4096];
	size_t		n = 0;

	name_form_begin(form);
	for (;; text++)
	{
		if (*text != ' ' && *text != '\0')
			word[n++] = (unsigned char) *text;
		else
		{
			name_form_word(form, script, word, n);
			n = 0;
			if (*text == '\0')
				return name_form_finish(form);
		}
	}
}

static void
key_is(const char *text, const char *expected)
{
	char		key[NAME_KEY_MAX + 1];

	CHECK(form_text(&form_a, NAME_LATIN, text), "%s", text);
	key[name_form_key(&form_a, key)] = '\0';
	CHECK(strcmp(key, expected) == 0, "%s: %s, not %s", text, key, expected);
}

static double
likeness(const char *a, const char *b)
{
	CHECK(form_text(&form_a, NAME_LATIN, a) && form_text(&form_b, NAME_LATIN, b), "%s, %s", a, b);
	return name_form_similarity(&form_a, &form_b);
}

static void
test_keys(void)
{
	key_is("", "");
	key_is("   ", "");
	key_is("Mohammed", "mhmt");
	key_is("mehmet", "mhmt");
	key_is("hassan mohammed", "hsn mhmt");
	key_is("mohammed hassan", "hsn mhmt");
	key_is("abd al rahman", "abdrhmn");
	key_is("abdul latif", "abdtf");
	key_is("abdullatif", "abdtf");
	key_is("nur al din", "nrdn");
	key_is("nureddin", "nrdn");
	key_is("alharbi", "hrb");
	key_is("al harbi", "hrb");
	key_is("dr mr", "dr mr");
	key_is("ali", "al");
	key_is("schwarz", "crd");
	key_is("ouali", "wl");
	key_is("aya", "a");
}

static void
test_likeness(void)
{
	CHECK(likeness("salim", "salim") == 1, "identity");
	CHECK(likeness("salim", "selim") > likeness("salim", "salma"), "vowels");
	CHECK(likeness("hassan", "hassan ali") > 0.8, "a missing part");
	CHECK(likeness("hassan karim", "hassan ali") < likeness("hassan", "hassan ali"), "another part");
	CHECK(likeness("ali reza", "alireza") > 0.95, "written together");
	CHECK(likeness("bob", "kim") < 0.2, "nothing in common");
	CHECK(likeness("", "kim") == 0, "nothing");
}

static void
test_limits(void)
{
	static uint16_t word[NAME_LETTERS_MAX + 10];
	static char key[NAME_KEY_MAX];

	for (int i = 0; i < NAME_LETTERS_MAX + 10; i++)
		word[i] = (uint16_t) (i % 2 ? 'x' : 'b');
	/* x is two phones: as long as it can be */
	name_form_begin(&form_a);
	name_form_word(&form_a, NAME_LATIN, word, NAME_LETTERS_MAX);
	CHECK(name_form_finish(&form_a), "as many letters as there can be");
	CHECK(name_form_key(&form_a, key) <= NAME_KEY_MAX, "and their key");
	CHECK(name_form_similarity(&form_a, &form_a) == 1, "and their likeness");
	name_form_begin(&form_a);
	name_form_word(&form_a, NAME_LATIN, word, NAME_LETTERS_MAX + 1);
	CHECK(!name_form_finish(&form_a), "one letter more");

	name_form_begin(&form_a);
	for (int i = 0; i < NAME_PARTS_MAX; i++)
		name_form_word(&form_a, NAME_LATIN, word, 3);
	CHECK(name_form_finish(&form_a) && form_a.nparts == NAME_PARTS_MAX, "as many parts as there can be");
	CHECK(name_form_key(&form_a, key) <= NAME_KEY_MAX, "and their key");
	CHECK(name_form_similarity(&form_a, &form_a) == 1, "and their likeness");
	name_form_begin(&form_a);
	for (int i = 0; i <= NAME_PARTS_MAX; i++)
		name_form_word(&form_a, NAME_LATIN, word, 3);
	CHECK(!name_form_finish(&form_a), "one part more");
}

static void
test_random(int rounds)
{
	static const char *const pieces[] = {"abd", "al", "allah", "din", "abu", "bin", "md", "dr", "mohammed", "ashraf", "ash", "sh", "ou", "oua"};
	uint8_t		data[600];

	for (int round = 0; round < rounds; round++)
	{
		size_t		size = below(round % 50 == 0 ? 600 : 40);

		for (size_t i = 0; i < size; i++)
			data[i] = (uint8_t) below(256);
		/* words that have a role come up by themselves too seldom */
		if (round % 2 == 0)
		{
			size = 0;
			for (uint32_t n = 1 + below(8); n > 0; n--)
			{
				const char *piece = pieces[below(sizeof(pieces) / sizeof(pieces[0]))];

				for (; *piece; piece++)
					data[size++] = (uint8_t) (26 * 4 + (*piece - 'a'));
				data[size++] = (uint8_t) below(9);
			}
		}
		check_name_bytes(data, size);
		checks++;
	}
}

int
main(int argc, char **argv)
{
	chance_seed(argc, argv);
	test_keys();
	test_likeness();
	test_limits();
	test_random(20000);
	checks_held("names_test");
	return 0;
}
