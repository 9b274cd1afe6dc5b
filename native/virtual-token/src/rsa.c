#include "rsa.h"

#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/evp.h>
#include <openssl/param_build.h>
#include <openssl/rsa.h>
#include <string.h>

/* Which attribute is which number of libcrypto's key. The first three are the key, the others the optional speed-up. */
static const struct {
  CK_ATTRIBUTE_TYPE type;
  const char *name;
  bool secret;
} numbers[] = {
    {CKA_MODULUS, OSSL_PKEY_PARAM_RSA_N, false},
    {CKA_PUBLIC_EXPONENT, OSSL_PKEY_PARAM_RSA_E, false},
    {CKA_PRIVATE_EXPONENT, OSSL_PKEY_PARAM_RSA_D, true},
    {CKA_PRIME_1, OSSL_PKEY_PARAM_RSA_FACTOR1, true},
    {CKA_PRIME_2, OSSL_PKEY_PARAM_RSA_FACTOR2, true},
    {CKA_EXPONENT_1, OSSL_PKEY_PARAM_RSA_EXPONENT1, true},
    {CKA_EXPONENT_2, OSSL_PKEY_PARAM_RSA_EXPONENT2, true},
    {CKA_COEFFICIENT, OSSL_PKEY_PARAM_RSA_COEFFICIENT1, true},
};
enum { NUMBERS = sizeof numbers / sizeof *numbers, KEY_NUMBERS = 3 };

/* libcrypto takes the speed-up's five numbers together or not at all. */
static int usable_numbers(const struct attributes *key) {
  for (int i = KEY_NUMBERS; i < NUMBERS; i++) {
    if (!attributes_get(key, numbers[i].type)) return KEY_NUMBERS;
  }
  return NUMBERS;
}

static bool push(OSSL_PARAM_BLD *builder, const struct attributes *key, int index, BIGNUM **made) {
  const struct attribute *item = attributes_get(key, numbers[index].type);
  if (!item) return index == 2; /* a public key has no private exponent */
  *made = numbers[index].secret ? BN_secure_new() : BN_new();
  return *made && BN_bin2bn(item->value, (int)item->length, *made) && OSSL_PARAM_BLD_push_BN(builder, numbers[index].name, *made);
}

static EVP_PKEY *make_key(OSSL_PARAM *parameters) {
  EVP_PKEY *key = NULL;
  EVP_PKEY_CTX *context = parameters ? EVP_PKEY_CTX_new_from_name(NULL, "RSA", NULL) : NULL;
  bool good = context && EVP_PKEY_fromdata_init(context) > 0 && EVP_PKEY_fromdata(context, &key, EVP_PKEY_KEYPAIR, parameters) > 0;
  EVP_PKEY_CTX_free(context);
  return good ? key : NULL;
}

static EVP_PKEY *load(const struct attributes *key) {
  OSSL_PARAM_BLD *builder = OSSL_PARAM_BLD_new();
  BIGNUM *made[NUMBERS] = {0};
  bool good = builder != NULL;
  for (int i = 0, count = usable_numbers(key); good && i < count; i++) good = push(builder, key, i, &made[i]);
  OSSL_PARAM *parameters = good ? OSSL_PARAM_BLD_to_param(builder) : NULL;
  EVP_PKEY *loaded = make_key(parameters);
  OSSL_PARAM_free(parameters);
  for (int i = 0; i < NUMBERS; i++) BN_clear_free(made[i]);
  OSSL_PARAM_BLD_free(builder);
  return loaded;
}

CK_ULONG rsa_bits(const struct attributes *key) {
  const struct attribute *modulus = attributes_get(key, CKA_MODULUS);
  BIGNUM *number = modulus ? BN_bin2bn(modulus->value, (int)modulus->length, NULL) : NULL;
  CK_ULONG bits = number ? (CK_ULONG)BN_num_bits(number) : 0;
  BN_free(number);
  return bits;
}

/* What is padded and signed. DigestInfo of SHA-256 per RFC 8017 section 9.2, note 1. Returns its length, or 0 if it does not fit. */
static size_t build_input(enum hash hash, const uint8_t *data, size_t length, CK_ULONG bits, uint8_t *input) {
  static const uint8_t sha256_prefix[] = {0x30, 0x31, 0x30, 0x0d, 0x06, 0x09, 0x60, 0x86, 0x48, 0x01,
                                          0x65, 0x03, 0x04, 0x02, 0x01, 0x05, 0x00, 0x04, 0x20};
  size_t prefix = hash == HASH_SHA256 ? sizeof sha256_prefix : 0;
  if (prefix + length + 11 > (bits + 7) / 8) return 0;
  memcpy(input, sha256_prefix, prefix);
  if (length > 0) memcpy(input + prefix, data, length);
  return prefix + length;
}

static EVP_PKEY_CTX *start(EVP_PKEY *key, int (*init)(EVP_PKEY_CTX *)) {
  EVP_PKEY_CTX *context = key ? EVP_PKEY_CTX_new(key, NULL) : NULL;
  if (context && init(context) > 0 && EVP_PKEY_CTX_set_rsa_padding(context, RSA_PKCS1_PADDING) > 0) return context;
  EVP_PKEY_CTX_free(context);
  return NULL;
}

CK_RV rsa_sign(const struct attributes *key, enum hash hash, const uint8_t *data, size_t length, uint8_t *signature) {
  uint8_t input[RSA_MAX_BITS / 8];
  size_t size = (rsa_bits(key) + 7) / 8, input_length = build_input(hash, data, length, rsa_bits(key), input);
  if (input_length == 0) return CKR_DATA_LEN_RANGE;
  EVP_PKEY *loaded = load(key);
  EVP_PKEY_CTX *context = start(loaded, EVP_PKEY_sign_init);
  bool good = context && EVP_PKEY_sign(context, signature, &size, input, input_length) > 0;
  EVP_PKEY_CTX_free(context);
  EVP_PKEY_free(loaded);
  return good ? CKR_OK : CKR_DEVICE_ERROR;
}

CK_RV rsa_verify(const struct attributes *key, enum hash hash, const uint8_t *data, size_t length, const uint8_t *signature,
                 size_t signature_length) {
  uint8_t input[RSA_MAX_BITS / 8];
  size_t input_length = build_input(hash, data, length, rsa_bits(key), input);
  if (input_length == 0) return CKR_DATA_LEN_RANGE;
  EVP_PKEY *loaded = load(key);
  EVP_PKEY_CTX *context = start(loaded, EVP_PKEY_verify_init);
  bool good = context && EVP_PKEY_verify(context, signature, signature_length, input, input_length) > 0;
  EVP_PKEY_CTX_free(context);
  EVP_PKEY_free(loaded);
  return good ? CKR_OK : CKR_SIGNATURE_INVALID;
}

bool rsa_check(const struct attributes *key) {
  static const uint8_t sample[] = "does this key sign?";
  uint8_t signature[RSA_MAX_BITS / 8];
  CK_ULONG bits = rsa_bits(key);
  if (bits < RSA_MIN_BITS || bits > RSA_MAX_BITS) return false;
  if (!attributes_get(key, CKA_PRIVATE_EXPONENT)) {
    EVP_PKEY *loaded = load(key);
    EVP_PKEY_free(loaded);
    return loaded != NULL;
  }
  return rsa_sign(key, HASH_NONE, sample, sizeof sample, signature) == CKR_OK &&
         rsa_verify(key, HASH_NONE, sample, sizeof sample, signature, (bits + 7) / 8) == CKR_OK;
}

static bool store(EVP_PKEY *key, int index, struct attributes *attributes) {
  BIGNUM *number = NULL;
  uint8_t bytes[RSA_MAX_BITS / 8];
  bool good = EVP_PKEY_get_bn_param(key, numbers[index].name, &number) > 0;
  if (good) good = attributes_set(attributes, numbers[index].type, bytes, (size_t)BN_bn2bin(number, bytes));
  OPENSSL_cleanse(bytes, sizeof bytes);
  BN_clear_free(number);
  return good;
}

static EVP_PKEY *generate(CK_ULONG bits, BIGNUM *exponent) {
  EVP_PKEY *key = NULL;
  EVP_PKEY_CTX *context = EVP_PKEY_CTX_new_from_name(NULL, "RSA", NULL);
  bool good = context && EVP_PKEY_keygen_init(context) > 0 && EVP_PKEY_CTX_set_rsa_keygen_bits(context, (int)bits) > 0 &&
              EVP_PKEY_CTX_set1_rsa_keygen_pubexp(context, exponent) > 0 && EVP_PKEY_generate(context, &key) > 0;
  EVP_PKEY_CTX_free(context);
  return good ? key : NULL;
}

CK_RV rsa_generate(struct attributes *public_key, struct attributes *private_key) {
  static const uint8_t f4[] = {1, 0, 1};
  CK_ULONG bits = attributes_number(public_key, CKA_MODULUS_BITS);
  if (bits < RSA_MIN_BITS || bits > RSA_MAX_BITS) return CKR_KEY_SIZE_RANGE;
  const struct attribute *wanted = attributes_get(public_key, CKA_PUBLIC_EXPONENT);
  bool given = wanted && wanted->length > 0;
  BIGNUM *exponent = given ? BN_bin2bn(wanted->value, (int)wanted->length, NULL) : BN_bin2bn(f4, sizeof f4, NULL);
  EVP_PKEY *key = exponent ? generate(bits, exponent) : NULL;
  BN_free(exponent);
  /* libcrypto refuses even and small exponents. */
  if (!key) return given ? CKR_ATTRIBUTE_VALUE_INVALID : CKR_DEVICE_ERROR;
  bool good = true;
  for (int i = 0; good && i < 2; i++) good = store(key, i, public_key);
  for (int i = 0; good && i < NUMBERS; i++) good = store(key, i, private_key);
  EVP_PKEY_free(key);
  return good ? CKR_OK : CKR_HOST_MEMORY;
}
