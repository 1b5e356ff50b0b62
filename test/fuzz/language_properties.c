/*
 * language_properties.c
 *		What must hold for any text given to the readers of src/language and src/messages.
 */
#include "language_properties.h"

#include <stdlib.h>
#include <string.h>

#include "language_core.h"
#include "message_core.h"
#include "require.h"

/* ---------- patterns ---------- */

/* a pattern written anew from its nodes; NULL in text: only its length */
typedef struct Printer
{
	const MessagePattern *pattern;
	char	   *text;
	size_t		length;
	bool		quoting;
	int			nodes;			/* met on the way */
	int			branches;
} Printer;

static void
print_bytes(Printer *printer, const char *text, size_t length)
{
	if (printer->text)
		memcpy(printer->text + printer->length, text, length);
	printer->length += length;
}

static void
print(Printer *printer, const char *text)
{
	print_bytes(printer, text, strlen(text));
}

/*
 * Quoted from the first character that could mean something to the end of the
 * text, which may be several nodes.
 */
static void
print_text(Printer *printer, const char *text, size_t length, bool in_plural)
{
	for (size_t i = 0; i < length; i++)
	{
		if (!printer->quoting &&
			(text[i] == '{' || text[i] == '}' || (text[i] == '#' && in_plural)))
		{
			print(printer, "'");
			printer->quoting = true;
		}
		print_bytes(printer, text + i, 1);
		if (text[i] == '\'')
			print(printer, "'");
	}
}

static void
print_text_end(Printer *printer)
{
	if (printer->quoting)
		print(printer, "'");
	printer->quoting = false;
}

static void
print_nodes(Printer *printer, int first, bool in_plural, int depth)
{
	static const char *const kinds[] = {"", "", ", number", ", date", ", plural", ", selectordinal", ", select"};
	static const char *const styles[] = {"", ", integer", ", percent", ", short", ", medium", ", long", ", full"};
	const MessagePattern *pattern = printer->pattern;

	REQUIRE(depth <= MESSAGE_DEPTH_MAX);
	for (int n = first; n >= 0; n = pattern->nodes[n].next)
	{
		const MessageNode *node = &pattern->nodes[n];

		REQUIRE(n < pattern->nnodes);
		REQUIRE(node->next == -1 || node->next > n);
		REQUIRE(node->length > 0 && (size_t) node->at + node->length <= pattern->length);
		printer->nodes++;
		if (node->kind == MESSAGE_TEXT)
		{
			print_text(printer, pattern->text + node->at, node->length, in_plural);
			continue;
		}
		print_text_end(printer);
		if (node->kind == MESSAGE_HASH)
		{
			REQUIRE(in_plural);
			print(printer, "#");
			continue;
		}
		print(printer, "{");
		print_bytes(printer, pattern->text + node->at, node->length);
		print(printer, kinds[node->kind]);
		print(printer, styles[node->style]);
		REQUIRE((node->branch >= 0) == (node->kind >= MESSAGE_PLURAL));
		if (node->branch >= 0)
		{
			int			others = 0;

			print(printer, ",");
			if (node->offset != 0)
			{
				char		offset[32];

				REQUIRE(node->kind == MESSAGE_PLURAL);
				snprintf(offset, sizeof(offset), " offset:%d", node->offset);
				print(printer, offset);
			}
			for (int b = node->branch; b >= 0; b = pattern->branches[b].next)
			{
				const MessageBranch *branch = &pattern->branches[b];

				REQUIRE(b < pattern->nbranches);
				REQUIRE(branch->next == -1 || branch->next > b);
				printer->branches++;
				others += branch->length == 5 &&
					memcmp(pattern->text + branch->at, "other", 5) == 0;
				print(printer, " ");
				print_bytes(printer, pattern->text + branch->at, branch->length);
				print(printer, " {");
				print_nodes(printer, branch->first, node->kind != MESSAGE_SELECT, depth + 1);
				print(printer, "}");
			}
			REQUIRE(others == 1);
		}
		print(printer, "}");
	}
	print_text_end(printer);
}

/* the same tree?  cuts in a text, which quoting makes, do not count */
static void
same_printed(const Printer *a, const Printer *b)
{
	REQUIRE(a->length == b->length && memcmp(a->text, b->text, a->length) == 0);
	REQUIRE(a->branches == b->branches);
}

static void
write_text(void *state, const char *text, size_t length)
{
	size_t	   *written = state;

	REQUIRE(length > 0);
	*written += length + (text[0] == '\0');
}

static bool
write_value(void *state, const MessageNode *node, const char *name, size_t length)
{
	(void) node;
	write_text(state, name, length);
	return length % 2 == 0;
}

static bool
write_choice(void *state, const MessageNode *node, const char *name, size_t length,
			 MessageChoice *choice)
{
	(void) state;
	choice->whole = node->offset % 2 == 0;
	choice->number = name[0] % 3;
	strcpy(choice->keyword, node->kind == MESSAGE_SELECT ? "a" : "one");
	return length % 5 != 0;
}

int
check_message_pattern(const char *text, size_t length)
{
	char	   *block = exact_copy(text, length);
	MessagePattern *pattern = malloc(sizeof(MessagePattern));
	MessagePattern *again = malloc(sizeof(MessagePattern));
	size_t		where = 0;
	MessageFault fault = message_parse(block, length, pattern, &where);

	if (fault != MESSAGE_OK)
		REQUIRE(where <= length);
	else
	{
		Printer		first = {.pattern = pattern};
		Printer		second = {.pattern = again};
		MessageFault fault_again;
		size_t		written = 0;
		MessageWriter writer = {&written, write_text, write_value, write_choice};

		print_nodes(&first, pattern->first, false, 1);
		REQUIRE(first.nodes == pattern->nnodes && first.branches == pattern->nbranches);
		first.text = malloc(first.length + 1);
		first.length = 0;
		print_nodes(&first, pattern->first, false, 1);

		/* quoting anew makes it longer and cuts its texts: then it may not fit any more */
		fault_again = message_parse(first.text, first.length, again, &where);
		REQUIRE(fault_again == MESSAGE_OK || fault_again == MESSAGE_TOO_LONG);
		if (fault_again == MESSAGE_OK)
		{
			print_nodes(&second, again->first, false, 1);
			second.text = malloc(second.length + 1);
			second.length = second.branches = 0;
			first.branches = pattern->nbranches;
			print_nodes(&second, again->first, false, 1);
			same_printed(&first, &second);
			free(second.text);
		}
		message_write(pattern, &writer);
		free(first.text);
	}
	free(again);
	free(pattern);
	free(block);
	return fault == MESSAGE_OK;
}

/* ---------- languages ---------- */

static void
tag_holds(const LanguageTag *tag)
{
	LanguageTag again;
	LanguageTag shorter = *tag;
	LanguageTag other;
	size_t		length = strlen(tag->text);
	int			steps = 0;

	REQUIRE(length < LANGUAGE_TAG_SIZE);
	REQUIRE(tag->language_length == 2 || tag->language_length == 3);
	REQUIRE(tag->base_length >= tag->language_length && tag->base_length <= length);
	REQUIRE(tag->text[tag->base_length] == '\0' || tag->text[tag->base_length] == '-');
	REQUIRE(tag->script + 4 <= length || tag->script == 0);
	REQUIRE(tag->region == 0 || (tag->region > tag->script && tag->region + 2 <= length));
	REQUIRE(language_tag_read(tag->text, length, &again));
	REQUIRE(memcmp(tag, &again, sizeof(again)) == 0);

	while (language_tag_shorten(&shorter))
	{
		size_t		left = strlen(shorter.text);

		REQUIRE(++steps < LANGUAGE_TAG_SIZE);
		REQUIRE(left < length && memcmp(shorter.text, tag->text, left) == 0 && tag->text[left] == '-');
	}
	REQUIRE(strlen(shorter.text) == tag->language_length);
	if (language_tag_other_code(tag, &other))
	{
		/* another language, the same extensions */
		REQUIRE(strcmp(other.text, tag->text) != 0);
		REQUIRE(strcmp(other.text + other.base_length, tag->text + tag->base_length) == 0);
	}
}

int
check_language_tag(const char *text, size_t length)
{
	char	   *block = exact_copy(text, length);
	LanguageTag tag;
	bool		read = language_tag_read(block, length, &tag);

	free(block);
	if (read)
	{
		REQUIRE(strlen(tag.text) == length);
		for (size_t i = 0; i < length; i++)
			REQUIRE((tag.text[i] | 0x20) == (text[i] | 0x20));
		tag_holds(&tag);
	}
	return read;
}

int
check_posix_name(const char *text, size_t length)
{
	char	   *name = malloc(length + 1);
	LanguageTag tag;
	bool		read;

	memcpy(name, text, length);
	name[length] = '\0';
	read = language_from_posix(name, &tag);
	free(name);
	if (read)
		tag_holds(&tag);
	return read;
}
