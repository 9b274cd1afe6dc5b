#include "digest.h"

#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <string.h>

size_t digest_size(enum hash hash) {
  static const size_t sizes[] = {[HASH_NONE] = 0, [HASH_SHA256] = 32, [HASH_STREEBOG256] = 32, [HASH_STREEBOG512] = 64};
  return sizes[hash];
}

bool digest_start(struct digest *digest, enum hash hash) {
  digest_drop(digest);
  digest->hash = hash;
  if (hash == HASH_STREEBOG256 || hash == HASH_STREEBOG512) {
    streebog_init(&digest->streebog, digest_size(hash));
    return true;
  }
  if (hash == HASH_NONE) return true;
  digest->evp = EVP_MD_CTX_new();
  return digest->evp && EVP_DigestInit_ex(digest->evp, EVP_sha256(), NULL);
}

bool digest_add(struct digest *digest, const uint8_t *data, size_t length) {
  if (digest->hash == HASH_SHA256) return EVP_DigestUpdate(digest->evp, data, length);
  streebog_update(&digest->streebog, data, length);
  return true;
}

bool digest_finish(struct digest *digest, uint8_t *out) {
  bool good = true;
  if (digest->hash == HASH_SHA256)
    good = EVP_DigestFinal_ex(digest->evp, out, NULL);
  else
    streebog_final(&digest->streebog, out);
  digest_drop(digest);
  return good;
}

void digest_drop(struct digest *digest) {
  EVP_MD_CTX_free(digest->evp);
  OPENSSL_cleanse(digest, sizeof *digest);
}
