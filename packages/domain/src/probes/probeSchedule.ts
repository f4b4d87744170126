import { concatBytes, hexToBytes } from '@noble/hashes/utils.js'
import type { Hex32 } from '../hashing/hex32.ts'
import { keccak256Hex } from '../hashing/keccak256.ts'
import { packWords } from '../hashing/packWords.ts'
import type { Address } from '../ids/address.ts'

/**
 * Returns the validators that probe a machine in an hour. In a set of more than five, a hash that changes each hour selects five of them. Everybody calculates
 * the same five, so neither a machine nor a validator can choose them.
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

/** Returns the second of an hour in which a validator probes a machine. Only the validator knows `secret`, so the machine cannot prepare for the probe. */
export function probeSecondOf({ secret, hour, node }: { readonly secret: Hex32; readonly hour: number; readonly node: Hex32 }): number {
  const hash = keccak256Hex(concatBytes(hexToBytes(secret.slice(2)), packWords([BigInt(hour), BigInt(node)])))
  return probeSeconds.begin + Number(BigInt(hash) % BigInt(probeSeconds.end - probeSeconds.begin))
}

/**
 * Limits of probes. First, `firstBytes` are transferred in each direction; if the machine is fast, `mostBytes` are transferred in each direction as well. For
 * each validator, a gateway and a machine transfer at most `budgetBytes` in an hour, so that probes cannot overload a connection.
 */
export const probeLimits = {
  echoes: 3,
  firstBytes: 1024 * 1024,
  mostBytes: 8 * 1024 * 1024,
  /** The budget is enough for transfers of `firstBytes` and of `mostBytes` in both directions, and for all of them a second time after a broken connection. */
  budgetBytes: 40 * 1024 * 1024,
  /** The most exchanges of messages between one validator and one machine through one gateway in an hour. */
  exchanges: 24,
  /** The most validators that probe one machine in an hour. */
  probers: 5,
  exchangeMs: 15_000,
  /** The most records in one report. */
  records: 200,
  /** The most gateways through which a machine is probed. */
  gateways: 8,
} as const

/**
 * Times within an hour, in seconds since its start. A machine is probed from `begin` until `end`, and the API accepts the validators' records of the hour until
 * `closed`. After that, the records never change.
 */
export const probeSeconds = { begin: 0, end: 3_300, closed: 3_540 } as const
