// What PyTorch does slowly on a CPU, fused. One thread: each worker process runs its own.
// `real` is what matrix products are made of: bf16, or float if WIDE is defined. Sums are float.
// Built by kernels.py, for either.
#include <math.h>
#include <stdint.h>
#include <string.h>

#ifdef WIDE
typedef float real;

static inline float wide(real v) { return v; }

static inline real narrow(float v) { return v; }
#else
typedef uint16_t real;

static inline float wide(real u) {
  uint32_t x = (uint32_t)u << 16;
  float r;
  memcpy(&r, &x, 4);
  return r;
}

static inline real narrow(float v) {
  uint32_t x;
  memcpy(&x, &v, 4);
  x += 0x7fff + ((x >> 16) & 1);
  return x >> 16;
}
#endif

void to_real(const float *a, real *o, long n) {
  for (long i = 0; i < n; i++) o[i] = narrow(a[i]);
}

// o = x + a
void add_rows(const float *x, const real *a, float *o, long n) {
  for (long i = 0; i < n; i++) o[i] = x[i] + wide(a[i]);
}

void rms_forward(const float *x, const float *w, real *y, float *scale, long rows, long d) {
  for (long i = 0; i < rows; i++) {
    const float *p = x + i * d;
    float s = 0;
    for (long j = 0; j < d; j++) s += p[j] * p[j];
    float r = 1.f / sqrtf(s / d + 1e-5f);
    scale[i] = r;
    for (long j = 0; j < d; j++) y[i * d + j] = narrow(p[j] * r * w[j]);
  }
}

void rms_backward(const float *x, const float *w, const float *scale, const real *dy, float *dx,
                  float *dw, long rows, long d) {
  for (long i = 0; i < rows; i++) {
    const float *p = x + i * d;
    const real *g = dy + i * d;
    float r = scale[i], s = 0;
    for (long j = 0; j < d; j++) s += wide(g[j]) * w[j] * p[j];
    s *= r * r / d;
    for (long j = 0; j < d; j++) {
      float gj = wide(g[j]);
      dx[i * d + j] = r * (gj * w[j] - p[j] * s);
      dw[j] += gj * p[j] * r;
    }
  }
}

// gu holds the gate's row, then the up row.
void swiglu_forward(const real *gu, real *o, long rows, long f) {
  for (long i = 0; i < rows; i++) {
    const real *g = gu + i * 2 * f, *u = g + f;
    for (long j = 0; j < f; j++) {
      float x = wide(g[j]);
      o[i * f + j] = narrow(x / (1.f + expf(-x)) * wide(u[j]));
    }
  }
}

void swiglu_backward(const real *gu, const real *d_out, real *d_gu, long rows, long f) {
  for (long i = 0; i < rows; i++) {
    const real *g = gu + i * 2 * f, *u = g + f;
    real *dg = d_gu + i * 2 * f, *du = dg + f;
    for (long j = 0; j < f; j++) {
      float x = wide(g[j]), s = 1.f / (1.f + expf(-x)), d = wide(d_out[i * f + j]);
      du[j] = narrow(d * x * s);
      dg[j] = narrow(d * wide(u[j]) * s * (1.f + x * (1.f - s)));
    }
  }
}

// A batch is texts one after the other: text i begins at start[i] and has length[i] rows.
// Rows of qkv become q [heads][length][D], k and v [kv][length][D], text after text, rotated.
void split_heads(const real *qkv, const float *cosine, const float *sine, const int *start,
                 const int *length, real *q, real *k, real *v, long texts, long H, long K, long D,
                 float q_scale) {
  long W = (H + 2 * K) * D;
  for (long x = 0; x < texts; x++) {
    long s = start[x], n = length[x];
    for (long t = 0; t < n; t++) {
      const real *row = qkv + (s + t) * W;
      const float *C = cosine + t * D / 2, *S = sine + t * D / 2;
      for (long e = 0; e < H + K; e++) {
        real *o = e < H ? q + s * H * D + (e * n + t) * D : k + s * K * D + ((e - H) * n + t) * D;
        float m = e < H ? q_scale : 1.f;
        for (long j = 0; j < D / 2; j++) {
          float a = wide(row[e * D + 2 * j]), b = wide(row[e * D + 2 * j + 1]);
          o[2 * j] = narrow(m * (a * C[j] - b * S[j]));
          o[2 * j + 1] = narrow(m * (a * S[j] + b * C[j]));
        }
      }
      for (long e = 0; e < K; e++)
        memcpy(v + s * K * D + (e * n + t) * D, row + (H + K + e) * D, sizeof(real) * D);
    }
  }
}

void join_heads(real *d_qkv, const float *cosine, const float *sine, const int *start,
                const int *length, const real *dq, const real *dk, const real *dv, long texts,
                long H, long K, long D, float q_scale) {
  long W = (H + 2 * K) * D;
  for (long x = 0; x < texts; x++) {
    long s = start[x], n = length[x];
    for (long t = 0; t < n; t++) {
      real *row = d_qkv + (s + t) * W;
      const float *C = cosine + t * D / 2, *S = sine + t * D / 2;
      for (long e = 0; e < H + K; e++) {
        const real *o =
            e < H ? dq + s * H * D + (e * n + t) * D : dk + s * K * D + ((e - H) * n + t) * D;
        float m = e < H ? q_scale : 1.f;
        for (long j = 0; j < D / 2; j++) {
          float a = wide(o[2 * j]), b = wide(o[2 * j + 1]);
          row[e * D + 2 * j] = narrow(m * (a * C[j] + b * S[j]));
          row[e * D + 2 * j + 1] = narrow(m * (b * C[j] - a * S[j]));
        }
      }
      for (long e = 0; e < K; e++)
        memcpy(row + (H + K + e) * D, dv + s * K * D + (e * n + t) * D, sizeof(real) * D);
    }
  }
}

// [heads][length][D] of each text to rows of [heads * D], or back.
void heads_to_rows(const real *a, real *o, const int *start, const int *length, long texts, long H,
                   long D, int back) {
  for (long x = 0; x < texts; x++) {
    long s = start[x], n = length[x];
    for (long e = 0; e < H; e++)
      for (long t = 0; t < n; t++) {
        long by_head = s * H * D + (e * n + t) * D, by_row = (s + t) * H * D + e * D;
        if (back)
          memcpy(o + by_head, a + by_row, sizeof(real) * D);
        else
          memcpy(o + by_row, a + by_head, sizeof(real) * D);
      }
  }
}

// Causal softmax in place: `rows` rows of n scores; they are `queries` positions from `first` on,
// head after head.
void softmax_forward(real *s, long rows, long n, long queries, long first) {
  float e[8192];
  for (long i = 0; i < rows; i++) {
    real *r = s + i * n;
    long seen = first + i % queries + 1;
    float top = -1e30f, sum = 0;
    for (long j = 0; j < seen; j++) {
      float x = wide(r[j]);
      top = x > top ? x : top;
    }
    for (long j = 0; j < seen; j++) {
      e[j] = expf(wide(r[j]) - top);
      sum += e[j];
    }
    sum = 1.f / sum;
    for (long j = 0; j < seen; j++) r[j] = narrow(e[j] * sum);
    memset(r + seen, 0, sizeof(real) * (n - seen));
  }
}

void softmax_backward(const real *p, real *d, long rows, long n, long queries, long first) {
  for (long i = 0; i < rows; i++) {
    const real *pr = p + i * n;
    real *dr = d + i * n;
    long seen = first + i % queries + 1;
    float sum = 0;
    for (long j = 0; j < seen; j++) sum += wide(pr[j]) * wide(dr[j]);
    for (long j = 0; j < seen; j++) dr[j] = narrow(wide(pr[j]) * (wide(dr[j]) - sum));
    memset(dr + seen, 0, sizeof(real) * (n - seen));
  }
}

// Cross-entropy of each row; the logits become the gradient of sum(weight * loss).
void cross_entropy(real *logits, const long *target, const float *weight, float *loss, long rows,
                   long v) {
  for (long i = 0; i < rows; i++) {
    real *r = logits + i * v;
    float top = -1e30f, sum = 0;
    for (long j = 0; j < v; j++) {
      float x = wide(r[j]);
      top = x > top ? x : top;
    }
    for (long j = 0; j < v; j++) sum += expf(wide(r[j]) - top);
    float hit = wide(r[target[i]]);
    loss[i] = logf(sum) + top - hit;
    float scale = weight[i] / sum;
    for (long j = 0; j < v; j++) r[j] = narrow(expf(wide(r[j]) - top) * scale);
    r[target[i]] = narrow(expf(hit - top) * scale - weight[i]);
  }
}

void gather_rows(const float *table, const long *at, float *o, long rows, long d) {
  for (long i = 0; i < rows; i++) memcpy(o + i * d, table + at[i] * d, 4 * d);
}

void scatter_rows(float *table, const long *at, const float *g, long rows, long d) {
  for (long i = 0; i < rows; i++)
    for (long j = 0; j < d; j++) table[at[i] * d + j] += g[i * d + j];
}
