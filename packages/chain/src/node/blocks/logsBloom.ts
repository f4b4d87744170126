import { type Hex, hexToBytes, keccak256 } from 'viem'

const BLOOM_BYTES = 256

/** The parts of a log that a block's bloom filter contains: its address and its topics. */
export type BloomLog = { readonly address: Hex; readonly topics: readonly Hex[] }

/**
 * Returns false if a block certainly has no log of this address. It reads only the bloom filter of the block's header, so the result can be true although the
 * block has no such log.
 */
export function bloomMayHold(bloom: Hex, address: Hex): boolean {
  const bytes = hexToBytes(bloom)
  return placesOf(address).every(({ byte, bit }) => ((bytes[byte] ?? 0) & bit) !== 0)
}

/** Returns the bloom filter of a block with exactly these logs (yellow paper 4.4.1), as lower-case hex. */
export function bloomOf(logs: readonly BloomLog[]): Hex {
  const bytes = new Uint8Array(BLOOM_BYTES)
  for (const { address, topics } of logs) for (const { byte, bit } of [address, ...topics].flatMap(placesOf)) bytes[byte] = (bytes[byte] ?? 0) | bit
  return `0x${Buffer.from(bytes).toString('hex')}`
}

/** Returns the positions of the three bits, of 2,048, that a value sets in a bloom filter. Eleven bits of its hash select each one. */
function placesOf(value: Hex): { byte: number; bit: number }[] {
  const hash = keccak256(value, 'bytes')
  return [0, 2, 4].map((at) => {
    const place = (((hash[at] ?? 0) << 8) | (hash[at + 1] ?? 0)) & 0x7ff
    return { byte: BLOOM_BYTES - 1 - (place >> 3), bit: 1 << (place & 7) }
  })
}
