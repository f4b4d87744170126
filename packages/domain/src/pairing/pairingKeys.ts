import { utf8ToBytes } from '@noble/hashes/utils.js'
import type { Hex32 } from '../hashing/hex32.ts'
import { keccak256Hex } from '../hashing/keccak256.ts'

/**
 * The values that machine and browser derive from the secret of a link. `pairingId` names the pairing at the API. `claimKey` claims it, and the API
 * stores only `claimKeyHash`. `macKey` never leaves machine and browser: it proves which messages come from somebody who has the link.
 */
export type PairingKeys = { readonly pairingId: Hex32; readonly claimKey: Hex32; readonly claimKeyHash: Hex32; readonly macKey: Hex32 }

/** Derives the values from a secret of 32 random bytes. No value reveals the secret, or another value, except that `claimKey` reveals its hash. */
export function pairingKeys(secret: Hex32): PairingKeys {
  const claimKey = pairingHash('claim key', [secret])
  return {
    pairingId: pairingHash('id', [secret]),
    claimKey,
    claimKeyHash: hashOfClaimKey(claimKey),
    macKey: pairingHash('mac key', [secret]),
  }
}

/** Returns the hash of a claim key, which the API stores. */
export const hashOfClaimKey = (claimKey: Hex32): Hex32 => pairingHash('claim key hash', [claimKey])

/** The purposes of hashes in a pairing. A hash for one purpose never equals a hash for another. */
type PairingPurpose = 'id' | 'claim key' | 'claim key hash' | 'mac key' | 'commitment' | 'offer' | 'claim' | 'permission' | 'characters'

/** Returns the hash of some values for one purpose. No value may contain a line end. With a secret value first, the hash is also a MAC. */
export function pairingHash(purpose: PairingPurpose, values: readonly string[]): Hex32 {
  return keccak256Hex(utf8ToBytes([`infinitio pairing 1: ${purpose}`, ...values].join('\n')))
}

/** Proves that an offer comes from the machine that printed the link. `offer` is its canonical JSON. */
export const offerMac = (macKey: Hex32, offer: string): Hex32 => pairingHash('offer', [macKey, offer])

/** Proves that a claim comes from a browser that has the link, for this wallet. */
export function claimMac(macKey: Hex32, { account, browserNonce }: { account: string; browserNonce: Hex32 }): Hex32 {
  return pairingHash('claim', [macKey, account, browserNonce])
}

/** Proves that a signing permission belongs to this claim, so that no earlier one can be sent in its place. `mandateHash` is its EIP-712 digest. */
export function permissionMac(
  macKey: Hex32,
  { mandateHash, machineNonce, browserNonce }: { mandateHash: Hex32; machineNonce: Hex32; browserNonce: Hex32 },
): Hex32 {
  return pairingHash('permission', [macKey, mandateHash, machineNonce, browserNonce])
}
