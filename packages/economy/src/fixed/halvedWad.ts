import { assert } from '@infinitio/domain'
import { exp2Wad } from './exp2Wad.ts'
import { WAD } from './wad.ts'

/** A cache, because in an epoch many commitments have the same few ages. */
const worked = new Map<bigint, bigint>()
const mostWorked = 200_000

/** Returns 2^−(age ÷ half-life) in 1e18 fixed point, rounded down; both in seconds. 1 at age 0, and 0 from the 60th half-life on. */
export function halvedWad(ageSeconds: bigint, halfLifeSeconds: bigint): bigint {
  assert(ageSeconds >= 0n && halfLifeSeconds > 0n, 'what ages has an age and a half-life')
  const halvings = (ageSeconds * WAD) / halfLifeSeconds
  if (halvings >= 60n * WAD) return 0n
  const found = worked.get(halvings)
  if (found !== undefined) return found
  const half = (WAD * WAD) / exp2Wad(halvings)
  if (worked.size < mostWorked) worked.set(halvings, half)
  return half
}
