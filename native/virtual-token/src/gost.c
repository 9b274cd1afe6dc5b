#include "gost.h"

#include <openssl/bn.h>
#include <openssl/ec.h>
#include <string.h>

#include "gost-curves.h"

struct gost_curve {
  const struct gost_numbers *numbers;
  EC_GROUP *group; /* made at first use */
};

static struct gost_curve curves[] = {{.numbers = &gost_512_a}, {.numbers = &gost_cryptopro_a}, {.numbers = &gost_256_a}};

bool gost_order_parse(const char *name, enum signature_order *order) {
  static const char *const names[ORDER_COUNT] = {"sr-be", "sr-le", "rs-be", "rs-le"};
  for (int i = 0; i < ORDER_COUNT; i++) {
    if (strcmp(name, names[i]) != 0) continue;
    *order = (enum signature_order)i;
    return true;
  }
  return false;
}

static EC_GROUP *make_group(const struct gost_numbers *numbers, BN_CTX *context) {
  BIGNUM *p = NULL, *a = NULL, *b = NULL, *q = NULL, *x = NULL, *y = NULL, *cofactor = NULL;
  EC_GROUP *group = NULL;
  EC_POINT *generator = NULL;
  bool good = BN_hex2bn(&p, numbers->p) && BN_hex2bn(&a, numbers->a) && BN_hex2bn(&b, numbers->b) && BN_hex2bn(&q, numbers->q) &&
              BN_hex2bn(&x, numbers->x) && BN_hex2bn(&y, numbers->y) && BN_hex2bn(&cofactor, numbers->cofactor) &&
              (group = EC_GROUP_new_curve_GFp(p, a, b, context)) && (generator = EC_POINT_new(group)) &&
              EC_POINT_set_affine_coordinates(group, generator, x, y, context) &&
              EC_GROUP_set_generator(group, generator, q, cofactor);
  BIGNUM *const numbers_made[] = {p, a, b, q, x, y, cofactor};
  for (size_t i = 0; i < sizeof numbers_made / sizeof *numbers_made; i++) BN_free(numbers_made[i]);
  EC_POINT_free(generator);
  if (good) return group;
  EC_GROUP_free(group);
  return NULL;
}

const struct gost_curve *gost_curve_find(const uint8_t *oid, size_t length) {
  for (size_t i = 0; i < sizeof gost_names / sizeof *gost_names; i++) {
    if (gost_names[i].der_length != length || memcmp(gost_names[i].der, oid, length) != 0) continue;
    struct gost_curve *curve = &curves[gost_names[i].curve];
    if (!curve->group) {
      BN_CTX *context = BN_CTX_new();
      curve->group = make_group(curve->numbers, context);
      BN_CTX_free(context);
    }
    return curve->group ? curve : NULL;
  }
  return NULL;
}

size_t gost_curve_size(const struct gost_curve *curve) { return curve->numbers->size; }

/* A number in [1, q-1], else NULL; secret numbers take libcrypto's constant-time paths. */
static BIGNUM *read_scalar(const struct gost_curve *curve, const uint8_t *little_endian, bool secret) {
  BIGNUM *number = secret ? BN_secure_new() : BN_new();
  if (!number) return NULL;
  if (secret) BN_set_flags(number, BN_FLG_CONSTTIME);
  if (BN_lebin2bn(little_endian, (int)curve->numbers->size, number) && !BN_is_zero(number) &&
      BN_cmp(number, EC_GROUP_get0_order(curve->group)) < 0)
    return number;
  BN_clear_free(number);
  return NULL;
}

static EC_POINT *read_point(const struct gost_curve *curve, const uint8_t *xy, BN_CTX *context) {
  int size = (int)curve->numbers->size;
  EC_POINT *point = EC_POINT_new(curve->group), *multiple = EC_POINT_new(curve->group);
  BIGNUM *x = BN_lebin2bn(xy, size, NULL), *y = BN_lebin2bn(xy + size, size, NULL);
  /* set_affine_coordinates refuses points off the curve; q·Q = O refuses those outside the subgroup (256-A has cofactor 4). */
  bool good = point && multiple && x && y && EC_POINT_set_affine_coordinates(curve->group, point, x, y, context) &&
              EC_POINT_mul(curve->group, multiple, NULL, point, EC_GROUP_get0_order(curve->group), context) &&
              EC_POINT_is_at_infinity(curve->group, multiple);
  BN_free(x);
  BN_free(y);
  EC_POINT_free(multiple);
  if (good) return point;
  EC_POINT_free(point);
  return NULL;
}

static bool write_point(const struct gost_curve *curve, const EC_POINT *point, uint8_t *xy, BN_CTX *context) {
  int size = (int)curve->numbers->size;
  BIGNUM *x = BN_new(), *y = BN_new();
  bool good = x && y && EC_POINT_get_affine_coordinates(curve->group, point, x, y, context) &&
              BN_bn2lebinpad(x, xy, size) == size && BN_bn2lebinpad(y, xy + size, size) == size;
  BN_free(x);
  BN_free(y);
  return good;
}

/* xy = d·G */
static bool multiply_generator(const struct gost_curve *curve, const BIGNUM *d, uint8_t *xy) {
  BN_CTX *context = BN_CTX_secure_new();
  EC_POINT *point = EC_POINT_new(curve->group);
  bool good = context && point && EC_POINT_mul(curve->group, point, d, NULL, NULL, context) &&
              write_point(curve, point, xy, context);
  EC_POINT_free(point);
  BN_CTX_free(context);
  return good;
}

/* A random number in [1, q-1] for private use, or NULL. */
static BIGNUM *random_scalar(const struct gost_curve *curve) {
  BIGNUM *number = BN_secure_new();
  if (!number) return NULL;
  BN_set_flags(number, BN_FLG_CONSTTIME);
  do {
    if (BN_priv_rand_range(number, EC_GROUP_get0_order(curve->group))) continue;
    BN_clear_free(number);
    return NULL;
  } while (BN_is_zero(number));
  return number;
}

bool gost_generate(const struct gost_curve *curve, uint8_t *d, uint8_t *xy) {
  BIGNUM *number = random_scalar(curve);
  if (!number) return false;
  int size = (int)curve->numbers->size;
  bool good = BN_bn2lebinpad(number, d, size) == size && multiply_generator(curve, number, xy);
  BN_clear_free(number);
  return good;
}

bool gost_public(const struct gost_curve *curve, const uint8_t *d, uint8_t *xy) {
  BIGNUM *number = read_scalar(curve, d, true);
  if (!number) return false;
  bool good = multiply_generator(curve, number, xy);
  BN_clear_free(number);
  return good;
}

bool gost_point_valid(const struct gost_curve *curve, const uint8_t *xy) {
  BN_CTX *context = BN_CTX_new();
  EC_POINT *point = context ? read_point(curve, xy, context) : NULL;
  bool good = point != NULL;
  EC_POINT_free(point);
  BN_CTX_free(context);
  return good;
}

/* e: the digest as a little-endian number modulo q, and 1 if that is 0 (GOST R 34.10-2012 section 6.1 step 2). */
static BIGNUM *read_digest(const struct gost_curve *curve, const uint8_t *digest, BN_CTX *context) {
  BIGNUM *e = BN_lebin2bn(digest, (int)curve->numbers->size, NULL);
  if (e && BN_nnmod(e, e, EC_GROUP_get0_order(curve->group), context) && (!BN_is_zero(e) || BN_one(e))) return e;
  BN_free(e);
  return NULL;
}

static bool order_r_first(enum signature_order order) { return order == ORDER_RS_BE || order == ORDER_RS_LE; }
static bool order_big_endian(enum signature_order order) { return order == ORDER_SR_BE || order == ORDER_RS_BE; }

static bool write_signature(const BIGNUM *r, const BIGNUM *s, int size, enum signature_order order, uint8_t *signature) {
  int (*write)(const BIGNUM *, unsigned char *, int) = order_big_endian(order) ? BN_bn2binpad : BN_bn2lebinpad;
  const BIGNUM *first = order_r_first(order) ? r : s, *second = order_r_first(order) ? s : r;
  return write(first, signature, size) == size && write(second, signature + size, size) == size;
}

/*
 * One attempt with one k: r = x(k·G) mod q, s = (r·d + k·e) mod q. The result is usable if neither is zero (section 6.1 steps 3-5).
 * Returns false only on a failure of libcrypto.
 */
static bool sign_once(const struct gost_curve *curve, const BIGNUM *d, const BIGNUM *e, BIGNUM *r, BIGNUM *s, BN_CTX *context) {
  const BIGNUM *q = EC_GROUP_get0_order(curve->group);
  BIGNUM *k = random_scalar(curve), *ke = BN_secure_new();
  EC_POINT *point = EC_POINT_new(curve->group);
  bool good = k && ke && point && EC_POINT_mul(curve->group, point, k, NULL, NULL, context) &&
              EC_POINT_get_affine_coordinates(curve->group, point, r, NULL, context) && BN_nnmod(r, r, q, context) &&
              BN_mod_mul(s, r, d, q, context) && BN_mod_mul(ke, k, e, q, context) && BN_mod_add(s, s, ke, q, context);
  EC_POINT_clear_free(point);
  BN_clear_free(ke);
  BN_clear_free(k);
  return good;
}

bool gost_sign(const struct gost_curve *curve, const uint8_t *d, const uint8_t *digest, enum signature_order order,
               uint8_t *signature) {
  BN_CTX *context = BN_CTX_secure_new();
  BIGNUM *key = read_scalar(curve, d, true), *e = context ? read_digest(curve, digest, context) : NULL;
  BIGNUM *r = BN_new(), *s = BN_secure_new();
  bool good = key && e && r && s;
  do {
    good = good && sign_once(curve, key, e, r, s, context);
  } while (good && (BN_is_zero(r) || BN_is_zero(s)));
  good = good && write_signature(r, s, (int)curve->numbers->size, order, signature);
  BN_free(r);
  BN_clear_free(s);
  BN_free(e);
  BN_clear_free(key);
  BN_CTX_free(context);
  return good;
}

static BIGNUM *read_half(const struct gost_curve *curve, const uint8_t *half, enum signature_order order) {
  int size = (int)curve->numbers->size;
  BIGNUM *number = order_big_endian(order) ? BN_bin2bn(half, size, NULL) : BN_lebin2bn(half, size, NULL);
  if (number && !BN_is_zero(number) && BN_cmp(number, EC_GROUP_get0_order(curve->group)) < 0) return number;
  BN_free(number);
  return NULL;
}

/* GOST R 34.10-2012 section 6.2: R = x(s·v·G − r·v·Q) mod q with v = 1/e; the signature is good if R = r. */
static bool equation_holds(const struct gost_curve *curve, const EC_POINT *point, const BIGNUM *e, const BIGNUM *r, const BIGNUM *s,
                           BN_CTX *context) {
  const BIGNUM *q = EC_GROUP_get0_order(curve->group);
  BIGNUM *v = BN_mod_inverse(NULL, e, q, context), *z1 = BN_new(), *z2 = BN_new(), *x = BN_new();
  EC_POINT *sum = EC_POINT_new(curve->group);
  bool good = v && z1 && z2 && x && sum && BN_mod_mul(z1, s, v, q, context) && BN_mod_mul(z2, r, v, q, context) &&
              BN_sub(z2, q, z2) && EC_POINT_mul(curve->group, sum, z1, point, z2, context) &&
              !EC_POINT_is_at_infinity(curve->group, sum) &&
              EC_POINT_get_affine_coordinates(curve->group, sum, x, NULL, context) && BN_nnmod(x, x, q, context) &&
              BN_cmp(x, r) == 0;
  BN_free(v);
  BN_free(z1);
  BN_free(z2);
  BN_free(x);
  EC_POINT_free(sum);
  return good;
}

bool gost_verify(const struct gost_curve *curve, const uint8_t *xy, const uint8_t *digest, enum signature_order order,
                 const uint8_t *signature) {
  size_t size = curve->numbers->size;
  BN_CTX *context = BN_CTX_new();
  if (!context) return false;
  BIGNUM *r = read_half(curve, signature + (order_r_first(order) ? 0 : size), order);
  BIGNUM *s = read_half(curve, signature + (order_r_first(order) ? size : 0), order);
  BIGNUM *e = read_digest(curve, digest, context);
  EC_POINT *point = read_point(curve, xy, context);
  bool good = r && s && e && point && equation_holds(curve, point, e, r, s, context);
  EC_POINT_free(point);
  BN_free(e);
  BN_free(s);
  BN_free(r);
  BN_CTX_free(context);
  return good;
}

void gost_cleanup(void) {
  for (size_t i = 0; i < sizeof curves / sizeof *curves; i++) {
    EC_GROUP_free(curves[i].group);
    curves[i].group = NULL;
  }
}
