import type { Hex32 } from '../hashing/hex32.ts'
import { pairingHash } from './pairingHash.ts'

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
