import { concatBytes, hexToBytes } from '@noble/hashes/utils.js'
import type { Hex32 } from '../hashing/hex32.ts'
import { keccak256Hex } from '../hashing/keccak256.ts'
import { packWords } from '../hashing/packWords.ts'
import type { Address } from '../ids/address.ts'
import { probeLimits, probeSeconds } from './probeLimits.ts'

/**
 * Returns the validators that probe a machine in an hour: all, or five of a larger set, selected by a hash that changes each hour. Everybody selects the same, so
 * that a machine or a validator cannot choose the other.
 */
export function probersOf({
  hour,
  node,
  members,
}: {
  readonly hour: number
  readonly node: Hex32
  readonly members: readonly Address[]
}): readonly Address[] {
  if (members.length <= probeLimits.probers) return members
  const ranked = members.map((member) => ({ member, rank: keccak256Hex(packWords([BigInt(hour), BigInt(node), BigInt(member)])) }))
  return ranked
    .toSorted((one, other) => (one.rank < other.rank ? -1 : 1))
    .slice(0, probeLimits.probers)
    .map(({ member }) => member)
}

/** Returns the second of an hour in which a validator probes a machine. Only the validator knows `secret`, so a machine cannot prepare. */
export function probeSecondOf({ secret, hour, node }: { readonly secret: Hex32; readonly hour: number; readonly node: Hex32 }): number {
  const hash = keccak256Hex(concatBytes(hexToBytes(secret.slice(2)), packWords([BigInt(hour), BigInt(node)])))
  return probeSeconds.begin + Number(BigInt(hash) % BigInt(probeSeconds.end - probeSeconds.begin))
}
