import type { RelayRequestWire } from '@infinitio/domain/wire'

/** Returns the relay fee that a message signs, in PToken base units; 0 for a message whose form has none. */
export function feeOf(relay: RelayRequestWire): bigint {
  return 'relayFee' in relay ? BigInt(relay.relayFee) : 0n
}
