import { bytesToHex, hexToBytes } from '@noble/hashes/utils.js'
import { type Address, address } from '../ids/address.ts'
import { type Hex32, hex32 } from '../hashing/hex32.ts'

/** The content of a pairing link: the secret of the pairing, and the address of the machine's node key. */
export type PairingLink = { readonly secret: Hex32; readonly nodeKey: Address }

/** Seconds in which a pairing link can be opened, and seconds in which the wallet that opened it may then sign. */
export const pairingSeconds = { open: 600, sign: 1_800 } as const

const secretBytes = 32
const linkBytes = secretBytes + 20
const form = /^[A-Za-z0-9_-]{70}$/

/** Returns the fragment of a pairing link (the part after `#`): 70 characters of base64url. Browsers send a fragment to no server. */
export function pairingFragment({ secret, nodeKey }: PairingLink): string {
  const bytes = hexToBytes(secret.slice(2) + nodeKey.slice(2))
  return btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '')
}

/** Reads the fragment of a pairing link, with or without `#`. Returns null for any other text. */
export function readPairingFragment(text: string): PairingLink | null {
  const fragment = text.replace(/^#/, '')
  if (!form.test(fragment)) return null
  const binary = atob(fragment.replaceAll('-', '+').replaceAll('_', '/'))
  if (binary.length !== linkBytes) return null
  const hex = bytesToHex(Uint8Array.from(binary, (character) => character.charCodeAt(0)))
  return { secret: hex32(`0x${hex.slice(0, 2 * secretBytes)}`), nodeKey: address(`0x${hex.slice(2 * secretBytes)}`) }
}
