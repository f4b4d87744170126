import { concatBytes, hexToBytes } from '@noble/hashes/utils.js'
import type { Hex32 } from '../hashing/hex32.ts'
import { keccak256Hex } from '../hashing/keccak256.ts'
import { packWords } from '../hashing/packWords.ts'
import type { Address } from '../ids/address.ts'

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

/**
 * Limits of probes. A machine on a slow line is asked for `firstBytes` only; one that is faster is asked for `mostBytes`. Gateway and machine send no more than
 * `budgetBytes` for one validator, machine and hour, so that a probe cannot be used to fill a line.
 */
export const probeLimits = {
  echoes: 3,
  firstBytes: 1024 * 1024,
  mostBytes: 8 * 1024 * 1024,
  /** Both directions twice: once with `firstBytes` and once with `mostBytes`, and once more after a broken connection. */
  budgetBytes: 40 * 1024 * 1024,
  /** Exchanges of one validator with one machine through one gateway in an hour. */
  exchanges: 24,
  /** Validators that probe one machine in an hour. */
  probers: 5,
  exchangeMs: 15_000,
  /** Records in one report. */
  records: 200,
  /** Gateways through which a machine is probed. */
  gateways: 8,
} as const

/** The second of an hour until which a machine is probed, and the second until which the board takes records. After it the records of the hour never change. */
export const probeSeconds = { begin: 0, end: 3_300, closed: 3_540 } as const
