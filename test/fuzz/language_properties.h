/*
 * language_properties.h
 *		What must hold for any text given to the readers of src/language and src/messages.
 */
#ifndef LANGUAGE_PROPERTIES_H
#define LANGUAGE_PROPERTIES_H

#include <stddef.h>

/* each returns 1 when the text could be read, 0 when it was refused, and ends the
 * program when a property does not hold */
extern int	check_message_pattern(const char *text, size_t length);
extern int	check_language_tag(const char *text, size_t length);
extern int	check_posix_name(const char *text, size_t length);

#endif							/* LANGUAGE_PROPERTIES_H */
