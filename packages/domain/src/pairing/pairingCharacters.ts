import type { Address } from '../ids/address.ts'
import type { Hex32 } from '../hashing/hex32.ts'
import { pairingHash } from './pairingKeys.ts'

/** The 32 characters without letters that look like digits. Six of them are 30 bits. */
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const characters = 6

/** The values that machine and browser must agree on. */
export type PairingView = {
  readonly secret: Hex32
  readonly nodeKey: Address
  readonly account: string
  readonly chainId: number
  readonly market: string
  readonly machineNonce: Hex32
  readonly browserNonce: Hex32
}

/** Returns what a machine commits to before it sees the browser's nonce. Without the nonce, nobody can find it from the commitment. */
export function pairingCommitment({ machineNonce, nodeKey }: Pick<PairingView, 'machineNonce' | 'nodeKey'>): Hex32 {
  return pairingHash('commitment', [machineNonce, nodeKey])
}

/**
 * Returns the six characters that a person compares on machine and browser.
 *
 * The machine fixes its nonce first, by a commitment in its offer. The browser then sends its nonce with the claim, and only then does the machine
 * show its own. An attacker between the two must therefore choose each of its values before it sees the value that would let it search for equal
 * characters: it has one try in 2^30, and a try takes a new link and a new person.
 */
export function pairingCharacters({ secret, nodeKey, account, chainId, market, machineNonce, browserNonce }: PairingView): string {
  const hash = pairingHash('characters', [secret, nodeKey, account, String(chainId), market, machineNonce, browserNonce])
  const bits = BigInt(hash)
  return Array.from({ length: characters }, (_, at) => alphabet[Number((bits >> BigInt(5 * at)) & 31n)]).join('')
}

/** Returns the characters in two groups, as both sides show them. */
export const groupedCharacters = (text: string): string => `${text.slice(0, 3)} ${text.slice(3)}`
