/* How fast OpenSSL's gost engine signs, verifies and hashes on this machine: one "name value" line each. Used by tools/bench only. */
#include <openssl/conf.h>
#include <openssl/engine.h>
#include <openssl/evp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static const double SECONDS = 2.0;

static double now(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

static void die(const char *what) {
  fprintf(stderr, "gost_bench: %s\n", what);
  exit(1);
}

static EVP_PKEY *generate(ENGINE *engine) {
  EVP_PKEY *key = NULL;
  EVP_PKEY_CTX *context = EVP_PKEY_CTX_new_id(OBJ_sn2nid("gost2012_512"), engine);
  if (!context || EVP_PKEY_keygen_init(context) <= 0) die("keygen");
  if (EVP_PKEY_CTX_ctrl_str(context, "paramset", "A") <= 0) die("paramset");
  if (EVP_PKEY_keygen(context, &key) <= 0) die("generate");
  EVP_PKEY_CTX_free(context);
  return key;
}

static void bench_signatures(ENGINE *engine) {
  EVP_PKEY *key = generate(engine);
  unsigned char digest[64], signature[256];
  size_t length = sizeof signature;
  memset(digest, 0x5a, sizeof digest);
  EVP_PKEY_CTX *context = EVP_PKEY_CTX_new(key, engine);
  if (EVP_PKEY_sign_init(context) <= 0) die("sign_init");
  long count = 0;
  double start = now();
  for (; now() - start < SECONDS; count++) {
    length = sizeof signature;
    if (EVP_PKEY_sign(context, signature, &length, digest, sizeof digest) <= 0) die("sign");
  }
  printf("sign %.1f\n", (double)count / (now() - start));
  if (EVP_PKEY_verify_init(context) <= 0) die("verify_init");
  count = 0;
  start = now();
  for (; now() - start < SECONDS; count++)
    if (EVP_PKEY_verify(context, signature, length, digest, sizeof digest) <= 0) die("verify");
  printf("verify %.1f\n", (double)count / (now() - start));
  EVP_PKEY_CTX_free(context);
  EVP_PKEY_free(key);
}

static void bench_digest(const char *label, const char *name) {
  const EVP_MD *digest = EVP_get_digestbyname(name);
  if (!digest) die(name);
  static unsigned char chunk[1 << 20];
  EVP_MD_CTX *context = EVP_MD_CTX_new();
  if (!EVP_DigestInit_ex(context, digest, NULL)) die("digest");
  long count = 0;
  double start = now();
  for (; now() - start < SECONDS; count++) EVP_DigestUpdate(context, chunk, sizeof chunk);
  printf("%s %.1f\n", label, (double)count * sizeof chunk / 1e6 / (now() - start));
  EVP_MD_CTX_free(context);
}

int main(void) {
  ENGINE_load_dynamic();
  ENGINE *engine = ENGINE_by_id("gost");
  if (!engine || !ENGINE_init(engine)) die("engine gost is absent");
  ENGINE_set_default(engine, ENGINE_METHOD_ALL);
  bench_signatures(engine);
  bench_digest("streebog512", "md_gost12_512");
  bench_digest("gost34311", "md_gost94");
  return 0;
}
