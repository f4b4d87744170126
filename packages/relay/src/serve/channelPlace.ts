import type { Address, ChannelFacts, KeyCurve, LedgerAsset, ServiceId } from '@infinitio/domain'
import { assetOf, curveOfVoucher, type SentVoucher } from '@infinitio/services'

/** The fields that identify a payment channel to one service. */
export type ChannelPlace = { readonly payer: Address; readonly key: Address; readonly curve: KeyCurve; readonly asset: LedgerAsset }

/** Returns the channel to which a voucher (promise to pay) belongs. */
export function placeOf(voucher: SentVoucher): ChannelPlace {
  return { payer: voucher.payer, key: voucher.key, curve: curveOfVoucher(voucher), asset: assetOf(voucher) }
}

/** Returns the fields whose hash is the id of a channel. */
export function factsOf({ payer, key, curve, asset }: ChannelPlace, service: ServiceId): ChannelFacts {
  return { payer, key, curve, service, asset }
}

/** Returns a name of a channel for maps, which is faster than the hash. */
export function nameOf({ payer, key, curve, asset }: ChannelPlace): string {
  return asset + curve + payer + key
}
