import { assert } from '@infinitio/domain'
import { exp2Wad } from './exp2Wad.ts'
import { WAD } from './wad.ts'

/** A cache of results. In one epoch, many commitments (promises of GPU time) have one of a few ages. */
const worked = new Map<bigint, bigint>()
const mostWorked = 200_000

/** Returns 2^−(`ageSeconds` ÷ `halfLifeSeconds`) in 1e18 fixed point, rounded down: 1e18 at age 0, and 0 from the 60th half-life on. */
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
