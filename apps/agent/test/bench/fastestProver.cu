// The fastest prover that we can write for one NVIDIA GPU. It measures what a class reference must assume, and what a prover without a part of the rows needs.
// Build and run: nvcc -O3 -arch=native fastestProver.cu -o fastest && ./fastest GIB HASHES [PASSES] [WHOLE PROOFS]. It prints one JSON line. It does not make a proof.
#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <vector>

#define CHECK(call)                                                                          \
  do {                                                                                       \
    cudaError_t error = (call);                                                              \
    if (error != cudaSuccess) {                                                              \
      fprintf(stderr, "%s: %s\n", #call, cudaGetErrorString(error));                         \
      exit(1);                                                                               \
    }                                                                                        \
  } while (0)

constexpr int rowVectors = 256;  // vectors of 16 bytes in a row of 4,096 bytes
constexpr int columns = 8;
constexpr int segmentRows = 1 << 15;

__constant__ uint32_t rounds[64] = {
    0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5, 0xd807aa98, 0x12835b01, 0x243185be,
    0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174, 0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa,
    0x5cb0a9dc, 0x76f988da, 0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967, 0x27b70a85,
    0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85, 0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3,
    0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070, 0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f,
    0x682e6ff3, 0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2};

__device__ __forceinline__ uint32_t rotated(uint32_t x, int bits) { return __funnelshift_r(x, x, bits); }

// Adds on the units for logic, or on those for products: x · one + y. The compiler does not know that `one` is 1, and both kinds of units work at once.
template <bool byProduct>
__device__ __forceinline__ uint32_t sum(uint32_t x, uint32_t y, uint32_t one) {
  if (!byProduct) return x + y;
  uint32_t result;
  asm("mad.lo.u32 %0, %1, %2, %3;" : "=r"(result) : "r"(x), "r"(one), "r"(y));
  return result;
}

// Bits of `adds` choose the sums that products do: 1 of the schedule, 2 of the first sum of a round, 4 of the second sum, and 8 of the state.
template <int adds>
__device__ __forceinline__ void compress(uint32_t (&w)[16], uint32_t (&out)[8], uint32_t unit) {
  const uint32_t start[8] = {0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19};
  uint32_t a = start[0], b = start[1], c = start[2], d = start[3], e = start[4], f = start[5], g = start[6], h = start[7];
#pragma unroll
  for (int round = 0; round < 64; round += 1) {
    if (round >= 16) {
      const uint32_t x = w[(round + 1) & 15], y = w[(round + 14) & 15];
      const uint32_t low = rotated(x, 7) ^ rotated(x, 18) ^ (x >> 3), high = rotated(y, 17) ^ rotated(y, 19) ^ (y >> 10);
      w[round & 15] = sum<adds & 1>(low, sum<adds & 1>(high, w[round & 15] + w[(round + 9) & 15], unit), unit);
    }
    const uint32_t turned = rotated(e, 6) ^ rotated(e, 11) ^ rotated(e, 25), chosen = g ^ (e & (f ^ g));
    const uint32_t one = sum<(adds & 2) != 0>(turned, sum<(adds & 2) != 0>(chosen, h + (rounds[round] + w[round & 15]), unit), unit);
    const uint32_t two = sum<(adds & 4) != 0>(rotated(a, 2) ^ rotated(a, 13) ^ rotated(a, 22), (a & b) | (c & (a | b)), unit);
    h = g, g = f, f = e, e = sum<(adds & 8) != 0>(d, one, unit), d = c, c = b, b = a, a = sum<(adds & 4) != 0>(one, two, unit);
  }
  const uint32_t end[8] = {a, b, c, d, e, f, g, h};
#pragma unroll
  for (int word = 0; word < 8; word += 1) out[word] = start[word] + end[word];
}

// Makes blocks of 32 bytes of rows from `firstRow` on.
template <int adds>
__global__ void __launch_bounds__(256) fill(uint4 *rows, uint32_t firstRow, int hashes, uint32_t unit) {
  const size_t block = size_t(blockIdx.x) * blockDim.x + threadIdx.x;
  uint32_t w[16], hash[8];
#pragma unroll
  for (int word = 0; word < 16; word += 1) w[word] = word < 8 ? 0x12345678u * (word + 1) : 0;
  w[8] = firstRow + uint32_t(block / 128), w[9] = uint32_t(block % 128), w[10] = 0x80000000u, w[15] = 320;
  compress<adds>(w, hash, unit);
  for (int done = 1; done < hashes; done += 1) {
#pragma unroll
    for (int word = 0; word < 16; word += 1) w[word] = word < 8 ? hash[word] : 0;
    w[8] = 0x80000000u, w[15] = 256;
    compress<adds>(w, hash, unit);
  }
  rows[block * 2] = make_uint4(hash[0], hash[1], hash[2], hash[3]);
  rows[block * 2 + 1] = make_uint4(hash[4], hash[5], hash[6], hash[7]);
}

__device__ __forceinline__ uint32_t mixed(uint32_t x) {
#pragma unroll
  for (int round = 0; round < 3; round += 1) x = ((x ^ (x >> 8)) * (0x9e3779b1u + 2 * round) + 0x85ebca6bu) & (segmentRows - 1);
  return x;
}

// Multiplies each row, combined with its partner, by eight columns. A warp takes one row; the columns are in shared memory.
template <bool multiply>
__global__ void __launch_bounds__(256) products(const uint4 *rows, const uint32_t *segmentOf, const uint4 *columnsIn, int32_t *out, uint32_t rowCount) {
  __shared__ uint4 b[columns * rowVectors];
  for (int at = threadIdx.x; at < columns * rowVectors; at += blockDim.x) b[at] = columnsIn[at];
  __syncthreads();
  const int lane = threadIdx.x % 32;
  const uint32_t warps = gridDim.x * (blockDim.x / 32);
  for (uint32_t row = blockIdx.x * (blockDim.x / 32) + threadIdx.x / 32; row < rowCount; row += warps) {
    const uint32_t partner = segmentOf[row / segmentRows] * segmentRows + mixed(row % segmentRows);
    const uint4 *own = rows + size_t(row) * rowVectors, *other = rows + size_t(partner) * rowVectors;
    uint4 x[8], y[8];
#pragma unroll
    for (int part = 0; part < 8; part += 1) x[part] = __ldcs(own + part * 32 + lane), y[part] = __ldcs(other + part * 32 + lane);
    int32_t sums[columns] = {};
#pragma unroll
    for (int part = 0; part < 8; part += 1) {
      const uint4 v = make_uint4(x[part].x ^ y[part].x, x[part].y ^ y[part].y, x[part].z ^ y[part].z, x[part].w ^ y[part].w);
      if (multiply) {
#pragma unroll
        for (int column = 0; column < columns; column += 1) {
          const uint4 k = b[column * rowVectors + part * 32 + lane];
          sums[column] = __dp4a(int(v.x), int(k.x), __dp4a(int(v.y), int(k.y), __dp4a(int(v.z), int(k.z), __dp4a(int(v.w), int(k.w), sums[column]))));
        }
      } else {
        sums[part] = int(v.x ^ v.y ^ v.z ^ v.w);
      }
    }
#pragma unroll
    for (int column = 0; column < columns; column += 1) {
      if (multiply) {
#pragma unroll
        for (int step = 16; step >= 1; step /= 2) sums[column] += __shfl_xor_sync(~0u, sums[column], step);
      }
    }
    if (multiply ? lane == 0 : sums[0] + sums[1] + sums[2] + sums[3] + sums[4] + sums[5] + sums[6] + sums[7] == 123456789) {
#pragma unroll
      for (int column = 0; column < columns; column += 1) out[size_t(row) * columns + column] = sums[column];
    }
  }
}

// Hashes rows of C to the lowest level of nodes: as many compressions as two leaves of 33 bytes and a node of 65 bytes need.
__global__ void __launch_bounds__(256) hashPairs(const uint32_t *c, uint4 *nodes, uint32_t pairs, uint32_t unit) {
  const uint32_t pair = blockIdx.x * blockDim.x + threadIdx.x;
  if (pair >= pairs) return;
  uint32_t w[16], left[8], right[8], node[8];
#pragma unroll
  for (int word = 0; word < 16; word += 1) w[word] = word < 8 ? c[size_t(pair) * 16 + word] : word == 15 ? 264 : 0;
  compress<0>(w, left, unit);
#pragma unroll
  for (int word = 0; word < 16; word += 1) w[word] = word < 8 ? c[size_t(pair) * 16 + 8 + word] : word == 15 ? 264 : 0;
  compress<0>(w, right, unit);
#pragma unroll
  for (int word = 0; word < 16; word += 1) w[word] = word < 8 ? left[word] : right[word - 8];
  compress<0>(w, node, unit);
#pragma unroll
  for (int word = 0; word < 16; word += 1) w[word] = word < 8 ? node[word] : word == 15 ? 520 : 0;
  compress<0>(w, node, unit);
  nodes[size_t(pair) * 2] = make_uint4(node[0], node[1], node[2], node[3]);
  nodes[size_t(pair) * 2 + 1] = make_uint4(node[4], node[5], node[6], node[7]);
}

using Fill = void (*)(uint4 *, uint32_t, int, uint32_t);
const Fill fills[] = {fill<0>, fill<1>, fill<2>, fill<3>, fill<4>, fill<5>, fill<6>, fill<7>, fill<8>, fill<9>, fill<10>, fill<11>, fill<12>, fill<13>, fill<14>, fill<15>};

template <typename Work>
double secondsOf(Work work, int runs) {
  std::vector<double> all;
  for (int run = 0; run < runs; run += 1) {
    cudaEvent_t from, to;
    CHECK(cudaEventCreate(&from));
    CHECK(cudaEventCreate(&to));
    CHECK(cudaDeviceSynchronize());
    CHECK(cudaEventRecord(from, 0));
    work();
    CHECK(cudaEventRecord(to, 0));
    CHECK(cudaEventSynchronize(to));
    CHECK(cudaGetLastError());
    float ms = 0;
    CHECK(cudaEventElapsedTime(&ms, from, to));
    all.push_back(ms / 1000);
  }
  std::sort(all.begin(), all.end());
  return all[all.size() / 2];
}

int main(int count, char **words) {
  const double gib = count > 1 ? atof(words[1]) : 1;
  const int hashes = count > 2 ? atoi(words[2]) : 12, passes = count > 3 ? atoi(words[3]) : 64, wholeProofs = count > 4 ? atoi(words[4]) : 5;
  const uint32_t segments = uint32_t(gib * (1 << 30) / 4096) / segmentRows, rows = segments * segmentRows;
  const size_t segmentBytes = size_t(segmentRows) * 4096;
  uint4 *a, *b, *scratch;
  uint32_t *segmentOf;
  int32_t *out;
  const uint32_t scratchSegments = std::max(1u, segments / 32);
  CHECK(cudaMalloc(&a, size_t(rows) * 4096));
  CHECK(cudaMalloc(&scratch, 2 * scratchSegments * segmentBytes));
  uint4 *streamed = scratch + scratchSegments * segmentBytes / sizeof(uint4);
  CHECK(cudaMalloc(&b, columns * 4096));
  CHECK(cudaMalloc(&out, size_t(rows) * columns * 4));
  CHECK(cudaMalloc(&segmentOf, segments * 4));
  std::vector<uint32_t> order(segments);
  for (uint32_t at = 0; at < segments; at += 1) order[at] = at;
  for (uint32_t at = segments - 1; at > 0; at -= 1) std::swap(order[at], order[rand() % (at + 1)]);
  CHECK(cudaMemcpy(segmentOf, order.data(), segments * 4, cudaMemcpyHostToDevice));
  cudaDeviceProp card;
  CHECK(cudaGetDeviceProperties(&card, 0));
  fills[0]<<<columns * 128 / 256, 256>>>(b, 0, 1, 1);
  printf("{\"card\":\"%s\",\"gib\":%.2f,\"rows\":%u,\"hashes\":%d", card.name, rows * 4096.0 / (1 << 30), rows, hashes);

  // The fastest way to add is the fill of all later measurements. All ways make the same bytes.
  const uint32_t tried = std::max(1u, segments / 8) * segmentRows;
  Fill fastest = fills[0];
  double least = 1e9;
  std::vector<uint32_t> first(8), other(8);
  printf(",\"gigaHashesByAdds\":[");
  for (int adds = 0; adds < 16; adds += 1) {
    const double seconds = secondsOf([&] { fills[adds]<<<tried / 2, 256>>>(a, 0, hashes, 1); }, 3);
    CHECK(cudaMemcpy(other.data(), a + size_t(tried) * rowVectors - 2, 32, cudaMemcpyDeviceToHost));
    if (adds == 0) first = other;
    if (first != other) return fprintf(stderr, "way %d of adding makes other bytes\n", adds), 1;
    if (seconds < least) least = seconds, fastest = fills[adds];
    printf("%s%.3f", adds == 0 ? "" : ",", double(tried) * 128 * hashes / seconds / 1e9);
  }
  CHECK(cudaMemcpy(other.data(), a, 32, cudaMemcpyDeviceToHost));
  printf("],\"firstBlock\":\"");
  for (const uint32_t word : other) printf("%08x", word);
  const auto fillOf = [&](uint4 *to, uint32_t rowsToFill, cudaStream_t stream) { fastest<<<rowsToFill / 2, 256, 0, stream>>>(to, 0, hashes, 1); };
  const double fillSeconds = secondsOf([&] { fillOf(a, rows, 0); }, 3);

  int resident = 0;
  CHECK(cudaOccupancyMaxActiveBlocksPerMultiprocessor(&resident, products<true>, 256, 0));
  const int grid = card.multiProcessorCount * resident;
  const auto pass = [&](cudaStream_t stream) { products<true><<<grid, 256, 0, stream>>>(a, segmentOf, b, out, rows); };
  // A leaf takes one compression and a node two. All levels above the lowest have as many nodes as the lowest, which is the work of half as many pairs.
  const auto hash = [&](cudaStream_t stream) {
    for (const uint32_t pairs : {rows / 2, rows / 4}) hashPairs<<<pairs / 256, 256, 0, stream>>>(reinterpret_cast<uint32_t *>(out), scratch, pairs, 1);
  };
  const double passSeconds = secondsOf([&] { pass(0); }, 9);
  const double hashSeconds = secondsOf([&] { hash(0); }, 9);
  const double readSeconds = secondsOf([&] { products<false><<<grid, 256>>>(a, segmentOf, b, out, rows); }, 9);
  printf("\",\"fillSeconds\":%.4f,\"gigaHashesPerSecond\":%.3f,\"passMs\":%.3f,\"hashMs\":%.3f,\"readMs\":%.3f,\"readGbPerSecond\":%.0f", fillSeconds,
         double(rows) * 128 * hashes / fillSeconds / 1e9, passSeconds * 1e3, hashSeconds * 1e3, readSeconds * 1e3, 2.0 * rows * 4096 / readSeconds / 1e9);
  printf(",\"wholeProofSeconds\":[");
  for (int proof = 0; proof < wholeProofs; proof += 1) {
    const double seconds = secondsOf(
        [&] {
          fillOf(a, rows, 0);
          for (int at = 0; at < passes; at += 1) pass(0), hash(0);
        },
        1);
    printf("%s%.3f", proof == 0 ? "" : ",", seconds);
  }

  // Rows in the memory of the host come over the bus.
  uint4 *host;
  CHECK(cudaMallocHost(&host, scratchSegments * segmentBytes));
  const double linkSeconds = secondsOf([&] { CHECK(cudaMemcpyAsync(streamed, host, scratchSegments * segmentBytes, cudaMemcpyHostToDevice, 0)); }, 5);
  printf("],\"linkGbPerSecond\":%.1f", scratchSegments * segmentBytes / linkSeconds / 1e9);

  // A prover without a share of the rows brings each of them at least once in each pass, beside the pass: it makes some again, and the others come from the host.
  cudaStream_t streams[3];
  for (cudaStream_t &stream : streams) CHECK(cudaStreamCreateWithFlags(&stream, cudaStreamNonBlocking));
  const double made = 1 / fillSeconds, read = scratchSegments * segmentBytes / linkSeconds / (rows * 4096.0);
  const auto cheat = [&](double madeShare, double readShare) {
    std::vector<double> all;
    for (int run = 0; run < 5; run += 1) {
      cudaEvent_t from, to, ends[2];
      for (cudaEvent_t *event : {&from, &to, &ends[0], &ends[1]}) CHECK(cudaEventCreate(event));
      CHECK(cudaDeviceSynchronize());
      CHECK(cudaEventRecord(from, streams[0]));
      for (int at = 1; at < 3; at += 1) CHECK(cudaStreamWaitEvent(streams[at], from, 0));
      for (uint32_t left = uint32_t(readShare * segments * 1024) * (segmentRows / 1024); left > 0;) {
        const uint32_t now = std::min(left, scratchSegments * segmentRows);
        CHECK(cudaMemcpyAsync(streamed, host, size_t(now) * 4096, cudaMemcpyHostToDevice, streams[2]));
        left -= now;
      }
      for (uint32_t left = uint32_t(madeShare * segments * 1024) * (segmentRows / 1024); left > 0;) {
        const uint32_t now = std::min(left, scratchSegments * segmentRows);
        fillOf(scratch, now, streams[1]);
        left -= now;
      }
      pass(streams[0]);
      for (int at = 1; at < 3; at += 1) {
        CHECK(cudaEventRecord(ends[at - 1], streams[at]));
        CHECK(cudaStreamWaitEvent(streams[0], ends[at - 1], 0));
      }
      CHECK(cudaEventRecord(to, streams[0]));
      CHECK(cudaEventSynchronize(to));
      CHECK(cudaGetLastError());
      float ms = 0;
      CHECK(cudaEventElapsedTime(&ms, from, to));
      all.push_back(ms);
    }
    std::sort(all.begin(), all.end());
    return all[all.size() / 2];
  };
  const double shares[] = {0, 0.01, 0.02, 0.03, 0.05, 0.07, 0.08, 0.09, 0.1, 0.11, 0.12, 0.13, 0.15, 0.25, 0.5};
  for (const char *way : {"made", "read", "both"}) {
    printf(",\"%sMs\":{", way);
    for (const double share : shares) {
      const double madeShare = way[0] == 'm' ? share : way[0] == 'r' ? 0 : share * made / (made + read);
      printf("%s\"%.2f\":%.2f", share == 0 ? "" : ",", share, cheat(madeShare, share - madeShare));
    }
    printf("}");
  }
  printf("}\n");
  return 0;
}
