/*
 * formatter.h
 *		Open handles of ICU, kept for the session.
 */
#ifndef CR_FORMATTER_H
#define CR_FORMATTER_H

#include "postgres.h"

#include <unicode/utypes.h>

#include "compat.h"

/* how to open and to close one kind of handle; neither may throw */
typedef struct FormatterKind
{
	void	   *(*open) (const char *locale, const char *detail, UErrorCode *status);
	void		(*close) (void *handle);
} FormatterKind;

/* a handle of this kind; it stays open until some other calls later */
extern void *formatter_find(const FormatterKind *kind, const char *locale, const char *detail);

pg_noreturn extern void formatter_fail(UErrorCode status);
extern text *formatter_text(const UChar *text, int32_t length);
extern char *formatter_cstring(const UChar *text, int32_t length, size_t *bytes);

/* what ICU writes is shorter than this, or is refused */
#define FORMATTER_TEXT_SIZE 1000

#endif							/* CR_FORMATTER_H */
