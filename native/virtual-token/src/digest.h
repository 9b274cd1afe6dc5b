/* The hash functions that mechanisms use, behind one shape. */
#ifndef TANBA_DIGEST_H
#define TANBA_DIGEST_H

#include <openssl/types.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "streebog.h"

enum hash { HASH_NONE, HASH_SHA256, HASH_STREEBOG256, HASH_STREEBOG512 };

#define DIGEST_MAX 64

struct digest {
  enum hash hash;
  EVP_MD_CTX *evp;
  struct streebog streebog;
};

/* Bytes of a digest; 0 for HASH_NONE. */
size_t digest_size(enum hash hash);
bool digest_start(struct digest *digest, enum hash hash);
bool digest_add(struct digest *digest, const uint8_t *data, size_t length);
/* Writes digest_size() bytes. The digest must be started again afterwards. */
bool digest_finish(struct digest *digest, uint8_t *out);
/* Drops a digest in any state. */
void digest_drop(struct digest *digest);

#endif
