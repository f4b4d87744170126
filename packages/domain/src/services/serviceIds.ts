import { assert } from '../assertNever.ts'
import { hex32, type Hex32 } from '../hashing/hex32.ts'
import type { Address } from '../ids/address.ts'

/** The id of a service in the ServiceLedger: 20 bytes of lower-case hex, cut from the hash of its fixed facts. */
export type ServiceId = `0x${string}` & { readonly __id: 'ServiceId' }

/** Returns 20 bytes of lower-case hex as the branded type `ServiceId`. Asserts the shape. */
export function serviceId(text: string): ServiceId {
  assert(/^0x[0-9a-f]{40}$/.test(text), 'a service id has 20 bytes of lower-case hex')
  return text as ServiceId
}

/** The id of a channel, which holds a payer's deposit for one service: the hash of its `ChannelFacts`. */
export type ChannelId = Hex32 & { readonly __id: 'ChannelId' }

/** Returns 32 bytes of lower-case hex as the branded type `ChannelId`. Asserts the shape. */
export function channelId(text: string): ChannelId {
  return hex32(text) as ChannelId
}

/** The assets in which a payer can pay a service. The index of an asset in this list is its number in the contract. */
export const ledgerAssets = ['PToken', 'G'] as const
export type LedgerAsset = (typeof ledgerAssets)[number]

/**
 * The possible elliptic curves of a payment channel's key. The index of a curve in this list is its number in the contract. Vouchers of keys on `babyJubJub` are
 * settled by a proof, on development chains only.
 */
export const keyCurves = ['secp256k1', 'babyJubJub'] as const
export type KeyCurve = (typeof keyCurves)[number]

/** The facts of a channel that never change: the payer, the key that signs its vouchers (payments), the service and the asset. */
export type ChannelFacts = {
  readonly payer: Address
  readonly key: Address
  readonly curve: KeyCurve
  readonly service: ServiceId
  readonly asset: LedgerAsset
}

/** An amount in base units (1e-18) of a payment channel's asset, which is PToken or G. */
export type AssetUnits = bigint & { readonly __unit: 'AssetUnits' }

/** Returns a whole number as the branded type `AssetUnits`. Asserts that it fits the 96 bits that a payment channel has for an amount. */
export function assetUnits(value: bigint): AssetUnits {
  assert(value >= 0n && value < 2n ** 96n, 'AssetUnits out of range')
  return value as AssetUnits
}
