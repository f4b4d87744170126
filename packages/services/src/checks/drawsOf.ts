import { type Hex32, keccak256 } from '@infinitio/domain'

const drawBytes = 4

/**
 * Returns `count` pseudo-random numbers from 0 to 1. They depend only on a secret and a name, so a restarted validator gets the same ones, and nobody else can
 * calculate them.
 */
export function drawsOf({ secret, name, count }: { readonly secret: Hex32; readonly name: string; readonly count: number }): readonly number[] {
  const encoder = new TextEncoder()
  return Array.from({ length: count }, (_, place) => {
    const hash = keccak256(encoder.encode(`${secret} ${name} ${place}`))
    return new DataView(hash.buffer, hash.byteOffset, drawBytes).getUint32(0) / 2 ** 32
  })
}
