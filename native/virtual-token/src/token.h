/* The token in a slot: its settings file. See also the readers in module.h. */
#ifndef TANBA_TOKEN_H
#define TANBA_TOKEN_H

#include "module.h"

/* Replaces or adds one setting in token.conf and keeps the other lines. */
bool token_set(const struct slot *slot, const char *key, const char *value);

#endif
