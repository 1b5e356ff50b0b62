/*
 * message_core.h
 *		Patterns of messages: the part of ICU's MessageFormat that messages to
 *		people need, with named arguments.  Without the server and without ICU.
 *
 *		text '{quoted}' ''		text; an apostrophe quotes before { } and, in a
 *								plural, #; two of them are one
 *		{name}					the argument as it is
 *		{name, number}			and with the style integer or percent
 *		{name, date}			and with the style short, medium, long or full
 *		{name, plural, offset:1 =0 {...} one {...} other {...}}
 *		{name, selectordinal, one {...} other {...}}
 *		{name, select, a {...} other {...}}
 *		#						in a plural: its number, less the offset
 *
 * ICU's own C interface knows arguments by their place only, and takes them
 * through varargs.
 */
#ifndef CR_MESSAGE_CORE_H
#define CR_MESSAGE_CORE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define MESSAGE_LENGTH_MAX 8000
#define MESSAGE_NODES_MAX 400
#define MESSAGE_BRANCHES_MAX 200
#define MESSAGE_DEPTH_MAX 8
#define MESSAGE_NAME_MAX 63

typedef enum MessageKind
{
	MESSAGE_TEXT,
	MESSAGE_ARGUMENT,
	MESSAGE_NUMBER,
	MESSAGE_DATE,
	MESSAGE_PLURAL,
	MESSAGE_ORDINAL,
	MESSAGE_SELECT,
	MESSAGE_HASH
} MessageKind;

typedef enum MessageStyle
{
	MESSAGE_STYLE_NONE,
	MESSAGE_STYLE_INTEGER,
	MESSAGE_STYLE_PERCENT,
	MESSAGE_STYLE_SHORT,
	MESSAGE_STYLE_MEDIUM,
	MESSAGE_STYLE_LONG,
	MESSAGE_STYLE_FULL
} MessageStyle;

/* one piece of a message: text as it is written, or the name of an argument */
typedef struct MessageNode
{
	MessageKind kind;
	MessageStyle style;
	uint16_t	at;				/* a # has the name of its plural */
	uint16_t	length;
	int16_t		next;			/* the piece after it; -1: none */
	int16_t		branch;			/* plural and select: the first branch */
	int32_t		offset;			/* plural and #: what is taken off the number */
} MessageNode;

typedef struct MessageBranch
{
	uint16_t	at;				/* its keyword */
	uint16_t	length;
	bool		exact;			/* =N, in number */
	int32_t		number;
	int16_t		first;			/* the first piece of its message; -1: empty */
	int16_t		next;			/* the branch after it; -1: none */
} MessageBranch;

typedef struct MessagePattern
{
	const char *text;			/* the caller's, not copied */
	size_t		length;
	int16_t		first;			/* -1: an empty message */
	int16_t		nnodes;
	int16_t		nbranches;
	MessageNode nodes[MESSAGE_NODES_MAX];
	MessageBranch branches[MESSAGE_BRANCHES_MAX];
} MessagePattern;

typedef enum MessageFault
{
	MESSAGE_OK = 0,
	MESSAGE_TOO_LONG,
	MESSAGE_TOO_DEEP,
	MESSAGE_NOT_CLOSED,			/* an argument or a branch */
	MESSAGE_NOT_OPENED,			/* a } that closes nothing */
	MESSAGE_QUOTE_NOT_CLOSED,
	MESSAGE_NO_NAME,
	MESSAGE_NO_SUCH_TYPE,
	MESSAGE_NO_SUCH_STYLE,
	MESSAGE_NO_SUCH_KEYWORD,
	MESSAGE_NO_BRANCH,			/* a keyword without its message */
	MESSAGE_TWICE,
	MESSAGE_NO_OTHER,
	MESSAGE_BAD_NUMBER			/* after = or offset: */
} MessageFault;

extern MessageFault message_parse(const char *text, size_t length,
								  MessagePattern *pattern, size_t *where);

/* ----------
 * writing
 * ----------
 */

/* by what a branch is chosen: a whole number, if it is one, and a keyword */
typedef struct MessageChoice
{
	bool		whole;
	int64_t		number;
	char		keyword[MESSAGE_NAME_MAX + 1];
} MessageChoice;

typedef struct MessageWriter
{
	void	   *state;
	void		(*text) (void *state, const char *text, size_t length);

	/* writes the value for {name}, {name, number}, {name, date} or #; false: there is none */
	bool		(*value) (void *state, const MessageNode *node, const char *name, size_t length);

	/* how a plural or select chooses; false: there is no value */
	bool		(*choose) (void *state, const MessageNode *node, const char *name,
						   size_t length, MessageChoice *choice);
} MessageWriter;

/* an argument without a value is written as {name} */
extern void message_write(const MessagePattern *pattern, const MessageWriter *writer);

#endif							/* CR_MESSAGE_CORE_H */
