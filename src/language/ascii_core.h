/*
 * ascii_core.h
 *		Kinds of ASCII characters, for the readers of forms whose words and signs
 *		are fixed: ctype.h asks the locale of the process, these do not.
 */
#ifndef CR_ASCII_CORE_H
#define CR_ASCII_CORE_H

#include <stdbool.h>

static inline bool
ascii_is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static inline bool
ascii_is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static inline bool
ascii_is_space(char c)
{
	return c == ' ' || (c >= '\t' && c <= '\r');
}

static inline char
ascii_lower(char c)
{
	return c >= 'A' && c <= 'Z' ? (char) (c - 'A' + 'a') : c;
}

static inline char
ascii_upper(char c)
{
	return c >= 'a' && c <= 'z' ? (char) (c - 'a' + 'A') : c;
}

#endif							/* CR_ASCII_CORE_H */
