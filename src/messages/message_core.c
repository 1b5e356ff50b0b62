/*
 * message_core.c
 *		Patterns of messages: reading and writing them.
 *
 * The pattern becomes nodes and branches in the caller's MessagePattern, linked
 * by their numbers; texts and names stay where they stand in the pattern, so that
 * nothing is copied.  Quoting cuts a text into several nodes.
 */
#include "message_core.h"

#include <string.h>

#include "language/ascii_core.h"

typedef struct MessageReader
{
	MessagePattern *pattern;
	const char *text;
	size_t		length;
	size_t		at;
	size_t		fault_at;
	int			depth;
} MessageReader;

static MessageFault message_read(MessageReader *reader, int16_t plural, int16_t *first);

static MessageFault
fault(MessageReader *reader, MessageFault what, size_t at)
{
	reader->fault_at = at;
	return what;
}

/* ----------
 * characters
 * ----------
 */

/* the length of the white space at this place: ICU's Pattern_White_Space in UTF-8 */
static size_t
space_length(const MessageReader *reader)
{
	const unsigned char *p = (const unsigned char *) reader->text + reader->at;
	size_t		left = reader->length - reader->at;

	if (left >= 1 && (p[0] == ' ' || (p[0] >= 9 && p[0] <= 13)))
		return 1;
	if (left >= 2 && p[0] == 0xC2 && p[1] == 0x85)
		return 2;
	if (left >= 3 && p[0] == 0xE2 && p[1] == 0x80 &&
		(p[2] == 0x8E || p[2] == 0x8F || p[2] == 0xA8 || p[2] == 0xA9))
		return 3;
	return 0;
}

static void
skip_space(MessageReader *reader)
{
	size_t		length;

	while ((length = space_length(reader)) > 0)
		reader->at += length;
}

/* is this character next, after white space?  then it is taken */
static bool
take(MessageReader *reader, char c)
{
	skip_space(reader);
	if (reader->at >= reader->length || reader->text[reader->at] != c)
		return false;
	reader->at++;
	return true;
}

static bool
is_word_character(char c, bool first)
{
	return ascii_is_letter(c) || c == '_' || (!first && ascii_is_digit(c));
}

/* a name or a keyword; 0 if there is none, or one that is too long */
static size_t
take_word(MessageReader *reader, size_t *at)
{
	size_t		end;

	skip_space(reader);
	*at = reader->at;
	for (end = *at; end < reader->length && is_word_character(reader->text[end], end == *at); end++)
		;
	if (end - *at > MESSAGE_NAME_MAX)
		return 0;
	reader->at = end;
	return end - *at;
}

static bool
word_is(const MessageReader *reader, size_t at, size_t length, const char *word)
{
	return strlen(word) == length && memcmp(reader->text + at, word, length) == 0;
}

/* nine digits at most: it fits whatever it is added to */
static bool
take_number(MessageReader *reader, int32_t *number)
{
	bool		negative = false;
	size_t		begin;

	*number = 0;
	if (reader->at < reader->length && reader->text[reader->at] == '-')
	{
		negative = true;
		reader->at++;
	}
	for (begin = reader->at; reader->at < reader->length && reader->text[reader->at] >= '0' &&
		 reader->text[reader->at] <= '9'; reader->at++)
	{
		if (reader->at - begin == 9)
			return false;
		*number = *number * 10 + (reader->text[reader->at] - '0');
	}
	if (negative)
		*number = -*number;
	return reader->at > begin;
}

/* ----------
 * arguments
 * ----------
 */

static const struct
{
	const char *name;
	MessageKind kind;
}			types[] =
{
	{"number", MESSAGE_NUMBER},
	{"date", MESSAGE_DATE},
	{"plural", MESSAGE_PLURAL},
	{"selectordinal", MESSAGE_ORDINAL},
	{"select", MESSAGE_SELECT}
};

static const struct
{
	const char *name;
	MessageKind kind;
	MessageStyle style;
}			styles[] =
{
	{"integer", MESSAGE_NUMBER, MESSAGE_STYLE_INTEGER},
	{"percent", MESSAGE_NUMBER, MESSAGE_STYLE_PERCENT},
	{"short", MESSAGE_DATE, MESSAGE_STYLE_SHORT},
	{"medium", MESSAGE_DATE, MESSAGE_STYLE_MEDIUM},
	{"long", MESSAGE_DATE, MESSAGE_STYLE_LONG},
	{"full", MESSAGE_DATE, MESSAGE_STYLE_FULL}
};

static const char *const plural_keywords[] = {"zero", "one", "two", "few", "many", "other"};

static bool
is_plural_keyword(const MessageReader *reader, size_t at, size_t length)
{
	for (size_t i = 0; i < sizeof(plural_keywords) / sizeof(plural_keywords[0]); i++)
		if (word_is(reader, at, length, plural_keywords[i]))
			return true;
	return false;
}

/* from before the first branch to before the } of the argument */
static MessageFault
branches_read(MessageReader *reader, int16_t number)
{
	MessageNode *node = &reader->pattern->nodes[number];
	bool		selects = node->kind == MESSAGE_SELECT;
	bool		other = false;
	int16_t    *link = &node->branch;
	size_t		begin = reader->at;

	skip_space(reader);
	if (node->kind == MESSAGE_PLURAL && reader->length - reader->at >= 7 &&
		memcmp(reader->text + reader->at, "offset:", 7) == 0)
	{
		reader->at += 7;
		skip_space(reader);
		begin = reader->at;
		if (!take_number(reader, &node->offset))
			return fault(reader, MESSAGE_BAD_NUMBER, begin);
	}

	for (;;)
	{
		MessageBranch *branch;
		MessageFault answer;
		size_t		at;

		skip_space(reader);
		if (reader->at >= reader->length)
			return fault(reader, MESSAGE_NOT_CLOSED, node->at);
		if (reader->text[reader->at] == '}')
			break;
		if (reader->pattern->nbranches == MESSAGE_BRANCHES_MAX)
			return fault(reader, MESSAGE_TOO_LONG, reader->at);
		branch = &reader->pattern->branches[reader->pattern->nbranches];
		memset(branch, 0, sizeof(MessageBranch));
		branch->first = branch->next = -1;

		if (!selects && reader->text[reader->at] == '=')
		{
			at = reader->at++;
			if (!take_number(reader, &branch->number))
				return fault(reader, MESSAGE_BAD_NUMBER, at);
			branch->exact = true;
			branch->length = (uint16_t) (reader->at - at);
		}
		else
		{
			branch->length = (uint16_t) take_word(reader, &at);
			if (branch->length == 0 ||
				(!selects && !is_plural_keyword(reader, at, branch->length)))
				return fault(reader, MESSAGE_NO_SUCH_KEYWORD, at);
			other = other || word_is(reader, at, branch->length, "other");
		}
		branch->at = (uint16_t) at;

		for (int16_t b = node->branch; b >= 0; b = reader->pattern->branches[b].next)
		{
			const MessageBranch *before = &reader->pattern->branches[b];

			if (before->exact != branch->exact)
				continue;
			if (branch->exact ? before->number == branch->number
				: before->length == branch->length &&
				memcmp(reader->text + before->at, reader->text + at, branch->length) == 0)
				return fault(reader, MESSAGE_TWICE, at);
		}

		*link = reader->pattern->nbranches++;
		link = &branch->next;
		if (!take(reader, '{'))
			return fault(reader, MESSAGE_NO_BRANCH, reader->at);
		answer = message_read(reader, selects ? -1 : number, &branch->first);
		if (answer != MESSAGE_OK)
			return answer;
		if (!take(reader, '}'))
			return fault(reader, MESSAGE_NOT_CLOSED, at);
	}
	if (!other)
		return fault(reader, MESSAGE_NO_OTHER, reader->at);
	return MESSAGE_OK;
}

/* from after the { to after the } */
static MessageFault
argument_read(MessageReader *reader, int16_t number)
{
	MessageNode *node = &reader->pattern->nodes[number];
	size_t		at;
	size_t		length;

	node->length = (uint16_t) take_word(reader, &at);
	node->at = (uint16_t) at;
	node->kind = MESSAGE_ARGUMENT;
	if (node->length == 0)
		return fault(reader, MESSAGE_NO_NAME, at);
	if (take(reader, ','))
	{
		bool		found = false;

		length = take_word(reader, &at);
		for (size_t i = 0; i < sizeof(types) / sizeof(types[0]); i++)
			if (word_is(reader, at, length, types[i].name))
			{
				node->kind = types[i].kind;
				found = true;
			}
		if (!found)
			return fault(reader, MESSAGE_NO_SUCH_TYPE, at);
		if (node->kind >= MESSAGE_PLURAL)
		{
			MessageFault answer;

			if (!take(reader, ','))
				return fault(reader, MESSAGE_NO_OTHER, reader->at);
			answer = branches_read(reader, number);
			if (answer != MESSAGE_OK)
				return answer;
		}
		else if (take(reader, ','))
		{
			length = take_word(reader, &at);
			for (size_t i = 0; i < sizeof(styles) / sizeof(styles[0]); i++)
				if (styles[i].kind == node->kind && word_is(reader, at, length, styles[i].name))
					node->style = styles[i].style;
			if (node->style == MESSAGE_STYLE_NONE)
				return fault(reader, MESSAGE_NO_SUCH_STYLE, at);
		}
	}
	if (!take(reader, '}'))
		return fault(reader, MESSAGE_NOT_CLOSED, node->at);
	return MESSAGE_OK;
}

/* ----------
 * messages
 * ----------
 */

/* -1: no room */
static int16_t
node_new(MessageReader *reader, int16_t **link)
{
	MessageNode *node;

	if (reader->pattern->nnodes == MESSAGE_NODES_MAX)
		return -1;
	node = &reader->pattern->nodes[reader->pattern->nnodes];
	memset(node, 0, sizeof(MessageNode));
	node->next = node->branch = -1;
	**link = reader->pattern->nnodes;
	*link = &node->next;
	return reader->pattern->nnodes++;
}

static bool
text_add(MessageReader *reader, int16_t **link, size_t begin, size_t end)
{
	int16_t		number;

	if (begin == end)
		return true;
	number = node_new(reader, link);
	if (number < 0)
		return false;
	reader->pattern->nodes[number].at = (uint16_t) begin;
	reader->pattern->nodes[number].length = (uint16_t) (end - begin);
	return true;
}

/*
 * A message up to its end: the } of its branch, which is left, or the end of the
 * pattern.  plural: the node whose number a # stands for; -1: a # is a #.
 */
static MessageFault
message_read(MessageReader *reader, int16_t plural, int16_t *first)
{
	int16_t    *link = first;
	size_t		begin = reader->at; /* of the text that is not in a node yet */

	if (reader->depth == MESSAGE_DEPTH_MAX)
		return fault(reader, MESSAGE_TOO_DEEP, reader->at);
	reader->depth++;

	while (reader->at < reader->length)
	{
		char		c = reader->text[reader->at];
		char		next = reader->at + 1 < reader->length ? reader->text[reader->at + 1] : '\0';
		int16_t		number;

		if (c == '}')
		{
			if (reader->depth == 1)
				return fault(reader, MESSAGE_NOT_OPENED, reader->at);
			break;
		}
		if (c == '\'' && next == '\'')
		{
			/* the first of the two is the apostrophe that is meant */
			if (!text_add(reader, &link, begin, reader->at + 1))
				return fault(reader, MESSAGE_TOO_LONG, reader->at);
			reader->at += 2;
			begin = reader->at;
		}
		else if (c == '\'' && (next == '{' || next == '}' || (next == '#' && plural >= 0)))
		{
			size_t		quote = reader->at;

			if (!text_add(reader, &link, begin, quote))
				return fault(reader, MESSAGE_TOO_LONG, quote);
			begin = ++reader->at;
			for (;; reader->at++)
			{
				if (reader->at >= reader->length)
					return fault(reader, MESSAGE_QUOTE_NOT_CLOSED, quote);
				if (reader->text[reader->at] != '\'')
					continue;
				if (reader->at + 1 >= reader->length || reader->text[reader->at + 1] != '\'')
					break;
				if (!text_add(reader, &link, begin, ++reader->at))
					return fault(reader, MESSAGE_TOO_LONG, quote);
				begin = reader->at + 1;
			}
			if (!text_add(reader, &link, begin, reader->at))
				return fault(reader, MESSAGE_TOO_LONG, quote);
			begin = ++reader->at;
		}
		else if (c == '{' || (c == '#' && plural >= 0))
		{
			if (!text_add(reader, &link, begin, reader->at) ||
				(number = node_new(reader, &link)) < 0)
				return fault(reader, MESSAGE_TOO_LONG, reader->at);
			reader->at++;
			if (c == '{')
			{
				MessageFault answer = argument_read(reader, number);

				if (answer != MESSAGE_OK)
					return answer;
			}
			else
			{
				MessageNode *node = &reader->pattern->nodes[number];

				node->kind = MESSAGE_HASH;
				node->at = reader->pattern->nodes[plural].at;
				node->length = reader->pattern->nodes[plural].length;
				node->offset = reader->pattern->nodes[plural].offset;
			}
			begin = reader->at;
		}
		else
			reader->at++;
	}
	if (!text_add(reader, &link, begin, reader->at))
		return fault(reader, MESSAGE_TOO_LONG, reader->at);
	reader->depth--;
	return MESSAGE_OK;
}

MessageFault
message_parse(const char *text, size_t length, MessagePattern *pattern, size_t *where)
{
	MessageReader reader;
	MessageFault answer;

	memset(&reader, 0, sizeof(reader));
	reader.pattern = pattern;
	reader.text = text;
	reader.length = length;

	pattern->text = text;
	pattern->length = length;
	pattern->first = -1;
	pattern->nnodes = 0;
	pattern->nbranches = 0;

	if (length > MESSAGE_LENGTH_MAX)
	{
		*where = MESSAGE_LENGTH_MAX;
		return MESSAGE_TOO_LONG;
	}
	answer = message_read(&reader, -1, &pattern->first);
	*where = reader.fault_at;
	return answer;
}

/* ----------
 * writing
 * ----------
 */

static const MessageBranch *
branch_choose(const MessagePattern *pattern, const MessageNode *node, const MessageChoice *choice)
{
	const MessageBranch *by_keyword = NULL;
	const MessageBranch *other = NULL;
	size_t		length = strlen(choice->keyword);

	for (int16_t b = node->branch; b >= 0; b = pattern->branches[b].next)
	{
		const MessageBranch *branch = &pattern->branches[b];
		const char *keyword = pattern->text + branch->at;

		if (branch->exact)
		{
			if (choice->whole && choice->number == branch->number)
				return branch;
			continue;
		}
		if (branch->length == length && memcmp(keyword, choice->keyword, length) == 0)
			by_keyword = branch;
		if (branch->length == 5 && memcmp(keyword, "other", 5) == 0)
			other = branch;
	}
	return by_keyword ? by_keyword : other;
}

static void
nodes_write(const MessagePattern *pattern, int16_t first, const MessageWriter *writer)
{
	for (int16_t n = first; n >= 0; n = pattern->nodes[n].next)
	{
		const MessageNode *node = &pattern->nodes[n];
		const char *text = pattern->text + node->at;
		bool		known = true;

		if (node->kind == MESSAGE_TEXT)
			writer->text(writer->state, text, node->length);
		else if (node->branch < 0)
			known = writer->value(writer->state, node, text, node->length);
		else
		{
			MessageChoice choice;

			memset(&choice, 0, sizeof(choice));
			known = writer->choose(writer->state, node, text, node->length, &choice);
			if (known)
				nodes_write(pattern, branch_choose(pattern, node, &choice)->first, writer);
		}
		if (!known)
		{
			writer->text(writer->state, "{", 1);
			writer->text(writer->state, text, node->length);
			writer->text(writer->state, "}", 1);
		}
	}
}

void
message_write(const MessagePattern *pattern, const MessageWriter *writer)
{
	nodes_write(pattern, pattern->first, writer);
}
