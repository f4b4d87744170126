import type { Hex32 } from '../hashing/hex32.ts'
import { pairingHash } from './pairingHash.ts'

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
