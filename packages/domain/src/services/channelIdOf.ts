import { concatBytes, hexToBytes } from '@noble/hashes/utils.js'
import { keccak256Hex } from '../hashing/keccak256.ts'
import { type ChannelFacts, channelId, type ChannelId, keyCurves, ledgerAssets } from './serviceIds.ts'

/** Returns the id of a payment channel (a payer's deposit for one AI service). Calculates the same as `ServiceLedger.channelIdOf`. */
export function channelIdOf({ payer, key, curve, service, asset }: ChannelFacts): ChannelId {
  const bytesOf = (hex: string) => hexToBytes(hex.slice(2))
  const packed = [bytesOf(payer), bytesOf(key), Uint8Array.of(keyCurves.indexOf(curve)), bytesOf(service), Uint8Array.of(ledgerAssets.indexOf(asset))]
  return channelId(keccak256Hex(concatBytes(...packed)))
}
