import type { Hex32 } from '../hashing/hex32.ts'
import type { NodeId } from '../ids/nodeId.ts'
import { defineStruct, type StructValue } from '../structs/defineStruct.ts'
import { type SigningDomain, typedDataDigest } from '../structs/signingDomain.ts'
import { hashStruct } from '../structs/structType.ts'
import type { PTokenUnits } from '../units/pTokenUnits.ts'
import type { Keccak } from '../hashing/keccak256.ts'

/**
 * The EIP-712 form of a fleet change: one signature of a wallet over changes of many listings. `rows` is the root of the Merkle tree over all rows, so a
 * machine needs only its own row and about ten hashes. The counts and the two prices are limits that a wallet can show and each machine checks. No contract
 * uses it (ADR 36).
 */
export const fleetChangeStruct = /* @__PURE__ */ defineStruct('FleetChange', {
  owner: 'account',
  prices: { kind: 'count16', about: 'Machines that get another price.' },
  pauses: { kind: 'count16', about: 'Machines that are paused.' },
  resumes: { kind: 'count16', about: 'Paused machines that are listed again.' },
  lowestPricePerGpuSecond: 'price',
  highestPricePerGpuSecond: 'price',
  rows: 'bytes32',
  issuedAt: 'time',
  expiry: { kind: 'time', about: 'Unix seconds: at most 15 minutes after `issuedAt`.' },
  serial: { kind: 'nonce', about: 'Larger than in every earlier fleet change of this wallet.' },
})

/** A fleet change as its owner signs it. The lowest and highest price are in PToken base units per GPU-second; both are 0 if no row has a price. */
export type FleetChange = StructValue<typeof fleetChangeStruct>

/** Acts on the listing of a machine. `price`: change its price. `pause`: stop offering it. `resume`: list it again at a price. */
export const fleetActs = ['price', 'pause', 'resume'] as const
export type FleetAct = (typeof fleetActs)[number]

/** One row of a fleet change: one machine, its act, and its new price in PToken base units per GPU-second (0 for a pause). */
export type FleetRow = { readonly node: NodeId; readonly act: FleetAct; readonly pricePerGpuSecond: PTokenUnits }

/** Limits of a fleet change: its largest number of rows, and the longest time from its signing to its expiry, in seconds. */
export const fleetChangeLimits = { rows: 1_000, seconds: 900 } as const

/** Returns the text of a row. Its hash is the row's leaf in the Merkle tree. The text is always longer than 64 bytes, as the tree requires. */
export function fleetRowText({ node, act, pricePerGpuSecond }: FleetRow): string {
  return `Infinitio fleet row\nMachine: ${node}\nAct: ${act}\nPrice: ${pricePerGpuSecond}`
}

/** Returns the digest that the owner signs. It also identifies the fleet change. */
export function hashFleetChange(change: FleetChange, domain: SigningDomain, keccak?: Keccak): Hex32 {
  return typedDataDigest(domain, hashStruct(fleetChangeStruct, change, keccak), keccak)
}
