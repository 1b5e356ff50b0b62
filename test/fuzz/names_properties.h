/*
 * names_properties.h
 *		What must hold for any name that reaches the core.
 */
#ifndef NAMES_PROPERTIES_H
#define NAMES_PROPERTIES_H

#include "name_key_core.h"

/* ends the process with a message where something does not hold */
extern void check_name_bytes(const uint8_t *data, size_t size);

#endif							/* NAMES_PROPERTIES_H */
