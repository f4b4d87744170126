import { concatBytes, utf8ToBytes } from '@noble/hashes/utils.js'
import type { Hex32 } from '../hashing/hex32.ts'
import { type Bytes, bytesOf, keyBytes, subtleOf } from '../secrets/boxCipher.ts'

/** The text that is encrypted: the prompt, an answer as a whole, or the parts of a streamed answer. Each use has its own key. */
export type PromptUse = 'prompt' | 'whole' | 'stream'

/**
 * Encrypts and decrypts the parts of a prompt or an answer. `place` is the number of the part, from 0. Each number may be used only once for encryption. `open`
 * returns null if the bytes were changed, or if they belong to another part number, use or request.
 */
export type PromptCipher = {
  readonly seal: (place: number, plain: Uint8Array) => Promise<Uint8Array>
  readonly open: (place: number, sealed: Uint8Array) => Promise<Uint8Array | null>
}

/** The number of bytes by which an encrypted part is longer than its text. */
export const sealedTagBytes = 16

const nonceBytes = 12
const purpose = 'infinitio sealed prompt 1'

/**
 * Makes the cipher for one use of a prompt's key. HKDF-SHA-256 derives a key of AES-256-GCM from the prompt's key, the salt and the use. The nonce is the
 * number of the part (`place`). The salt of an answer must be random and new for each answer: a router can send one encrypted prompt twice, and two answers
 * must not share a key.
 */
export async function promptCipher(key: Hex32, { use, salt }: { readonly use: PromptUse; readonly salt: Hex32 }): Promise<PromptCipher> {
  const subtle = subtleOf()
  if (subtle === null) throw new Error('a page without HTTPS has no Web Crypto')
  const info = concatBytes(utf8ToBytes(`${purpose}: ${use}`)) as Bytes
  const source = await subtle.importKey('raw', bytesOf(key), 'HKDF', false, ['deriveBits'])
  const bits = await subtle.deriveBits({ name: 'HKDF', hash: 'SHA-256', salt: bytesOf(salt), info }, source, 8 * keyBytes)
  const cipherKey = await subtle.importKey('raw', bits, 'AES-GCM', false, ['encrypt', 'decrypt'])
  return {
    seal: async (place, plain) => new Uint8Array(await subtle.encrypt({ name: 'AES-GCM', iv: nonceOf(place) }, cipherKey, new Uint8Array(plain))),
    open: async (place, sealed) => {
      try {
        return new Uint8Array(await subtle.decrypt({ name: 'AES-GCM', iv: nonceOf(place) }, cipherKey, new Uint8Array(sealed)))
      } catch {
        // Web Crypto gives no reason for a failed decryption.
        return null
      }
    },
  }
}

function nonceOf(place: number): Bytes {
  const nonce = new Uint8Array(nonceBytes)
  new DataView(nonce.buffer).setUint32(nonceBytes - Uint32Array.BYTES_PER_ELEMENT, place)
  return nonce
}
