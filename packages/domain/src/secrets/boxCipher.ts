import { bytesToHex, concatBytes, hexToBytes, utf8ToBytes } from '@noble/hashes/utils.js'
import type { Hex32 } from '../hashing/hex32.ts'
import type { BoxOwner } from './secrets.ts'

/** The first byte of a box (encrypted secrets). It identifies the encryption; another encryption would get another number. */
export const boxVersion = 1
export const keyBytes = 32
const nonceBytes = 12
const purpose = 'infinitio sealed secrets 1'

type Subtle = typeof globalThis.crypto.subtle
/** The type of a Web Crypto key, which has different names in the browser and in Node. */
export type Key = Parameters<Subtle['deriveBits']>[1]

/** Returns the Web Crypto functions of the browser or Node. Null on a page without HTTPS. */
export function subtleOf(): Subtle | null {
  const { subtle }: { subtle?: Subtle } = globalThis.crypto
  return subtle ?? null
}

/**
 * Makes the cipher of one box (encrypted secrets). X25519 between the ephemeral key (used for this box only) and the node's key gives a shared secret.
 * HKDF-SHA-256 derives the key and the nonce of the cipher from this secret, both public keys, the node and the commitment. So a box opens only for one node
 * and one workload. Each ephemeral key encrypts one box, so the same HKDF may give the nonce.
 */
export async function boxCipher(
  subtle: Subtle,
  {
    privateKey,
    otherKey,
    ephemeralKey,
    owner,
    commitment,
  }: { privateKey: Key; otherKey: Bytes; ephemeralKey: Bytes; owner: BoxOwner; commitment: Hex32 },
): Promise<{ key: Key; params: { name: string; iv: ArrayBuffer; additionalData: Bytes } }> {
  const publicKey = await subtle.importKey('raw', otherKey, { name: 'X25519' }, false, [])
  // This call throws for a public key of small order, with which the shared secret would be known to everybody.
  const shared = await subtle.deriveBits({ name: 'X25519', public: publicKey }, privateKey, 8 * keyBytes)
  const context = concatBytes(utf8ToBytes(purpose), bytesOf(owner.nodeId), bytesOf(commitment)) as Bytes
  const salt = concatBytes(ephemeralKey, bytesOf(owner.boxKey)) as Bytes
  const source = await subtle.importKey('raw', shared, 'HKDF', false, ['deriveBits'])
  const bits = await subtle.deriveBits({ name: 'HKDF', hash: 'SHA-256', salt, info: context }, source, 8 * (keyBytes + nonceBytes))
  return {
    key: await subtle.importKey('raw', bits.slice(0, keyBytes), 'AES-GCM', false, ['encrypt', 'decrypt']),
    params: { name: 'AES-GCM', iv: bits.slice(keyBytes), additionalData: context },
  }
}

/** Bytes in an ArrayBuffer, as Web Crypto requires. */
export type Bytes = Uint8Array<ArrayBuffer>

/** Returns the bytes of a 32-byte value. */
export function bytesOf(value: Hex32): Bytes {
  return hexToBytes(value.slice(2)) as Bytes
}

/** Returns bytes as lower-case hex with 0x, the form of a box in JSON. */
export function hexOf(bytes: Uint8Array): `0x${string}` {
  return `0x${bytesToHex(bytes)}`
}
