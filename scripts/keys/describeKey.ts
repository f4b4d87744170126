import { isDevelopmentKey } from '@infinitio/process/keys'
import { privateKeyToAddress } from 'viem/accounts'
import { ed25519PublicKey } from '../start/makeKeys.ts'

/** Returns the public facts of a key: its address, its public key as a gateway host key, and whether it is only for development. */
export function describeKey(key: `0x${string}`): string[] {
  return [
    `address (sender, receipts): ${privateKeyToAddress(key).toLowerCase()}`,
    `ed25519 public key (gateway host): ${ed25519PublicKey(key)}`,
    ...(isDevelopmentKey(key) ? ['for development only: refused on every chain but 31337'] : []),
  ]
}
