/*
 * language.h
 *		The language in which people are spoken to, and what it falls back to.
 */
#ifndef CR_LANGUAGE_H
#define CR_LANGUAGE_H

#include "postgres.h"
#include "fmgr.h"

#include "language/language_core.h"

/* the language asked for, that of the session, English */
#define LANGUAGE_ROOTS_MAX 3
#define LANGUAGE_STEPS_MAX 64

/*
 * What a language falls back to, step by step: fa-AF, fa, then what the session's
 * language falls back to, then en.  Each step comes from a root, the tag as it was
 * given: numbers and dates are written as the root has it, with its extensions.
 */
typedef struct LanguageChain
{
	int			nroots;
	int			nsteps;
	char		root[LANGUAGE_ROOTS_MAX][LANGUAGE_TAG_SIZE];
	struct
	{
		char		tag[LANGUAGE_TAG_SIZE];
		int			root;
	}			step[LANGUAGE_STEPS_MAX];
} LanguageChain;

extern void language_module_init(void);

/* asked: null for the language of the session; stays until the next call */
extern const LanguageChain *language_chain(const char *asked);

/*
 * The first step from this root on that ICU has data for, as ICU writes it, with
 * the extensions of its root; extensions, if not null, is set to that root.
 */
extern void language_locale(const LanguageChain *chain, int first_root, char *locale,
							size_t size, const char **root);

/* an argument that names a language, or null */
extern const char *language_argument(FunctionCallInfo fcinfo, int argno);

#endif							/* CR_LANGUAGE_H */
