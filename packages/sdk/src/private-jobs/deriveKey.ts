import { type Hex32, hex32 } from '@infinitio/domain'

/** Thrown when bytes of a private job cannot be decrypted: somebody changed the bytes, the bytes belong to another job, or the key is wrong. */
export class PrivateJobError extends Error {
  override readonly name = 'PrivateJobError'
}

/** Bytes in an ArrayBuffer, as Web Crypto requires. */
export type Bytes = Uint8Array<ArrayBuffer>

const keyBits = 256

/** Derives 32 bytes from a key (HKDF-SHA-256). `purpose` and `salt` separate keys of different uses. */
export async function deriveKey(key: Hex32, { purpose, salt }: { readonly purpose: string; readonly salt: Bytes }): Promise<Bytes> {
  const base = await crypto.subtle.importKey('raw', bytesOfHex(key), 'HKDF', false, ['deriveBits'])
  const info = utf8(`infinitio private job 1: ${purpose}`)
  return new Uint8Array(await crypto.subtle.deriveBits({ name: 'HKDF', hash: 'SHA-256', salt, info }, base, keyBits))
}

/** Returns a key of AES-256-GCM. */
export async function cipherKey(bytes: Bytes): ReturnType<typeof crypto.subtle.importKey> {
  return await crypto.subtle.importKey('raw', bytes, 'AES-GCM', false, ['encrypt', 'decrypt'])
}

/** Returns HMAC-SHA-256 of some bytes. */
export async function hmac(key: Bytes, bytes: Bytes): Promise<Bytes> {
  const signing = await crypto.subtle.importKey('raw', key, { name: 'HMAC', hash: 'SHA-256' }, false, ['sign'])
  return new Uint8Array(await crypto.subtle.sign('HMAC', signing, bytes))
}

/** Returns the UTF-8 bytes of a text. */
export function utf8(text: string): Bytes {
  return new Uint8Array(new TextEncoder().encode(text))
}

/** Returns the bytes of a 32-byte value. */
export function bytesOfHex(value: Hex32): Bytes {
  return Uint8Array.from(hex32(value).slice(2).match(/../g) ?? [], (pair) => Number.parseInt(pair, 16))
}

/** Returns 32 bytes as a 32-byte value. */
export function hexOfBytes(bytes: Uint8Array): Hex32 {
  return hex32(`0x${Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')}`)
}
