import type { Address, ChannelFacts, LedgerAsset, ServiceId } from '@infinitio/domain'
import { assetOf, type SentVoucher } from '@infinitio/services'

/** The fields that identify a payment channel to one service. */
export type ChannelPlace = { readonly payer: Address; readonly key: Address; readonly asset: LedgerAsset }

/** Returns the channel to which a voucher (promise to pay) belongs. */
export function placeOf({ payer, key, rate }: Pick<SentVoucher, 'payer' | 'key' | 'rate'>): ChannelPlace {
  return { payer, key, asset: assetOf({ rate }) }
}

/** Returns the fields whose hash is the id of a channel. */
export function factsOf({ payer, key, asset }: ChannelPlace, service: ServiceId): ChannelFacts {
  return { payer, key, curve: 'secp256k1', service, asset }
}

/** Returns a name of a channel for maps, which is faster than the hash. */
export function nameOf({ payer, key, asset }: ChannelPlace): string {
  return asset + payer + key
}
