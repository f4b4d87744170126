import { type Hex32, sha256Hex, type ServiceId } from '@infinitio/domain'
import { bytesOfHex } from './packedFields.ts'

/**
 * Returns the inner receipt that a router shows to a user: the service that answered, and a salted hash of the service's receipt. The receipt itself has the
 * number, the sum and the channel of the router, which would show the use of its other users. The router can reveal receipt and salt in a dispute.
 */
export function maskedReceipt(service: ServiceId, receipt: Uint8Array, salt: Hex32): `0x${string}` {
  const key = bytesOfHex(salt.slice(2))
  const bytes = new Uint8Array(key.length + receipt.length)
  bytes.set(key)
  bytes.set(receipt, key.length)
  return `0x${service.slice(2)}${sha256Hex(bytes).slice(2)}`
}
