/** The number of 32-bit words of a hash. */
export const hashWords = 8
/** The number of 32-bit words of a block. */
const blockWords = 16

const rounds = 64
const primes = firstPrimes(rounds)
/** The state before the first block: the first 32 bits of the fractional parts of square roots of the first primes (FIPS 180-4). */
export const startState = Int32Array.from(primes.slice(0, hashWords), (prime) => (Math.sqrt(prime) % 1) * 2 ** 32)
/** A constant for each round: the first 32 bits of the fractional parts of cube roots of the first primes. */
export const roundConstants = Int32Array.from(primes, (prime) => (Math.cbrt(prime) % 1) * 2 ** 32)
const schedule = new Int32Array(rounds)

/**
 * Returns a block for a message of `bytes` bytes, which must be whole words and at most 52 bytes. The padding of SHA-256 is set already. The caller fills in
 * the words of the message before each hash.
 */
export function messageBlock(bytes: number): Int32Array {
  const block = new Int32Array(blockWords)
  block[bytes / 4] = 0x8000_0000
  block[blockWords - 1] = bytes * 8
  return block
}

/**
 * Hashes a padded message of one block by SHA-256 and writes the eight words to `out` from index `at`. `out` may be `block`. The state is in local variables,
 * because an array is slower.
 */
export function hashBlock(block: Int32Array, out: Int32Array, at: number): void {
  expandSchedule(block)
  const a0 = startState[0] as number
  const b0 = startState[1] as number
  const c0 = startState[2] as number
  const d0 = startState[3] as number
  const e0 = startState[4] as number
  const f0 = startState[5] as number
  const g0 = startState[6] as number
  const h0 = startState[7] as number
  let a = a0
  let b = b0
  let c = c0
  let d = d0
  let e = e0
  let f = f0
  let g = g0
  let h = h0
  for (let round = 0; round < rounds; round += 1) {
    const sum1 = ((e >>> 6) | (e << 26)) ^ ((e >>> 11) | (e << 21)) ^ ((e >>> 25) | (e << 7))
    const choice = (g ^ (e & (f ^ g))) + (roundConstants[round] as number)
    const one = ((((h + sum1) | 0) + choice) | 0) + (schedule[round] as number)
    const sum0 = ((a >>> 2) | (a << 30)) ^ ((a >>> 13) | (a << 19)) ^ ((a >>> 22) | (a << 10))
    const two = (sum0 + ((a & b) | (c & (a | b)))) | 0
    h = g
    g = f
    f = e
    e = (d + one) | 0
    d = c
    c = b
    b = a
    a = (one + two) | 0
  }
  out[at] = a0 + a
  out[at + 1] = b0 + b
  out[at + 2] = c0 + c
  out[at + 3] = d0 + d
  out[at + 4] = e0 + e
  out[at + 5] = f0 + f
  out[at + 6] = g0 + g
  out[at + 7] = h0 + h
}

function expandSchedule(block: Int32Array): void {
  for (let word = 0; word < blockWords; word += 1) schedule[word] = block[word] as number
  for (let word = blockWords; word < rounds; word += 1) {
    const x = schedule[word - 15] as number
    const y = schedule[word - 2] as number
    const sigma0 = ((x >>> 7) | (x << 25)) ^ ((x >>> 18) | (x << 14)) ^ (x >>> 3)
    const sigma1 = ((y >>> 17) | (y << 15)) ^ ((y >>> 19) | (y << 13)) ^ (y >>> 10)
    schedule[word] = ((sigma0 + (schedule[word - 7] as number)) | 0) + ((sigma1 + (schedule[word - 16] as number)) | 0)
  }
}

function firstPrimes(count: number): number[] {
  const found: number[] = []
  for (let candidate = 2; found.length < count; candidate += 1) if (found.every((prime) => candidate % prime !== 0)) found.push(candidate)
  return found
}
