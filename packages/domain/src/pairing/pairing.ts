import { utf8ToBytes } from '@noble/hashes/utils.js'
import type { Hex32 } from '../hashing/hex32.ts'
import { keccak256Hex } from '../hashing/keccak256.ts'
import type { Address } from '../ids/address.ts'

/**
 * The values that machine and browser derive from the secret of a pairing link. `pairingId` names the pairing at the API. A browser claims the pairing with
 * `claimKey`; the API stores only the hash of this key, `claimKeyHash`. Machine and browser never send `macKey`. With it, each proves to the other that its
 * messages come from somebody who has the link.
 */
export type PairingKeys = { readonly pairingId: Hex32; readonly claimKey: Hex32; readonly claimKeyHash: Hex32; readonly macKey: Hex32 }

/**
 * Derives the values of a pairing from a secret of 32 random bytes. No value reveals the secret. No value reveals another one, except that `claimKeyHash` can
 * be calculated from `claimKey`.
 */
export function pairingKeys(secret: Hex32): PairingKeys {
  const claimKey = pairingHash('claim key', [secret])
  return {
    pairingId: pairingHash('id', [secret]),
    claimKey,
    claimKeyHash: hashOfClaimKey(claimKey),
    macKey: pairingHash('mac key', [secret]),
  }
}

/** Returns the hash of a claim key, which proves to the API that a browser has the pairing link. The API stores only the hash. */
export const hashOfClaimKey = (claimKey: Hex32): Hex32 => pairingHash('claim key hash', [claimKey])

/** The purposes of hashes in a pairing. A hash for one purpose never equals a hash for another. */
type PairingPurpose = 'id' | 'claim key' | 'claim key hash' | 'mac key' | 'commitment' | 'offer' | 'claim' | 'permission' | 'characters'

/**
 * Returns the hash of some values for one purpose. No value may contain a line break. If the first value is secret, the hash is also a MAC: only somebody with
 * the secret can make it.
 */
export function pairingHash(purpose: PairingPurpose, values: readonly string[]): Hex32 {
  return keccak256Hex(utf8ToBytes([`infinitio pairing 1: ${purpose}`, ...values].join('\n')))
}

/**
 * Proves that an offer (a machine's request to be registered by a wallet) comes from the machine that printed the pairing link. `offer` is its canonical JSON.
 */
export const offerMac = (macKey: Hex32, offer: string): Hex32 => pairingHash('offer', [macKey, offer])

/** Returns a MAC of a claim (a wallet's request to connect to the machine). It proves that the claim comes from a browser that has the pairing link. */
export function claimMac(macKey: Hex32, { account, browserNonce }: { account: string; browserNonce: Hex32 }): Hex32 {
  return pairingHash('claim', [macKey, account, browserNonce])
}

/**
 * Proves that a signing permission belongs to this claim, so that nobody can send an earlier permission instead. `mandateHash` is the permission's EIP-712
 * digest.
 */
export function permissionMac(
  macKey: Hex32,
  { mandateHash, machineNonce, browserNonce }: { mandateHash: Hex32; machineNonce: Hex32; browserNonce: Hex32 },
): Hex32 {
  return pairingHash('permission', [macKey, mandateHash, machineNonce, browserNonce])
}

/** The 32 characters from which the code that a person compares is made, without letters that look like digits. The code has six of them, which are 30 bits. */
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const characters = 6

/** The values that machine and browser must have in common. Each of them calculates six characters from these values and shows them. */
export type PairingView = {
  readonly secret: Hex32
  readonly nodeKey: Address
  readonly account: string
  readonly chainId: number
  readonly market: string
  readonly machineNonce: Hex32
  readonly browserNonce: Hex32
}

/** Returns the hash that a machine publishes to fix its nonce before it sees the browser's nonce. Nobody can find the machine's nonce from the hash. */
export function pairingCommitment({ machineNonce, nodeKey }: Pick<PairingView, 'machineNonce' | 'nodeKey'>): Hex32 {
  return pairingHash('commitment', [machineNonce, nodeKey])
}

/**
 * Returns the six characters that a person compares on machine and browser.
 *
 * The machine fixes its nonce first, by a commitment in its offer. The browser then sends its own nonce with the claim, and only after that does the machine
 * show its nonce. So an attacker between machine and browser must choose nonces before a search for equal characters is possible. One try succeeds with a
 * probability of 1 in 2^30.
 */
export function pairingCharacters({ secret, nodeKey, account, chainId, market, machineNonce, browserNonce }: PairingView): string {
  const hash = pairingHash('characters', [secret, nodeKey, account, String(chainId), market, machineNonce, browserNonce])
  const bits = BigInt(hash)
  return Array.from({ length: characters }, (_, at) => alphabet[Number((bits >> BigInt(5 * at)) & 31n)]).join('')
}

/** Returns the six characters in two groups, in the form in which machine and browser show them. */
export const groupedCharacters = (text: string): string => `${text.slice(0, 3)} ${text.slice(3)}`
