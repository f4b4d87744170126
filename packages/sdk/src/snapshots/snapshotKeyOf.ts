import { address, type Hex32, hex32, snapshotKeySeedTypedData } from '@infinitio/domain'
import type { ChainWire } from '@infinitio/domain/wire'
import { refusal } from '../transport/refusal.ts'
import { signingDomainOf, signTypedData, type TypedDataSigner } from '../signing/signTypedData.ts'

/** A wallet's X25519 key pair for snapshots. `renterKey` is the public key, and `secret` decrypts data that was encrypted to it. */
export type SnapshotKey = { readonly renterKey: Hex32; readonly secret: Hex32 }

const purpose = new TextEncoder().encode('infinitio snapshot key 1')
/** The bytes that precede the 32 bytes of an X25519 private key in DER (RFC 8410). */
const pkcs8Head = Uint8Array.from([0x30, 0x2e, 0x02, 0x01, 0x00, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x6e, 0x04, 0x22, 0x04, 0x20])

/**
 * Derives the snapshot key from the wallet's signature of a fixed text. So nothing needs to be stored, and the wallet has the same key on every computer. The
 * signature never leaves this process. Throws `lease.sealing_unsupported` if the JavaScript engine lacks X25519.
 */
export async function snapshotKeyOf(signer: TypedDataSigner, { chain }: { chain: Pick<ChainWire, 'chainId' | 'addresses'> }): Promise<SnapshotKey> {
  const subtle = globalThis.crypto.subtle as typeof globalThis.crypto.subtle | undefined
  if (subtle === undefined) throw refusal('lease.sealing_unsupported', { detail: 'no crypto.subtle' })
  const account = address(signer.address.toLowerCase())
  const signature = await signTypedData(signer, snapshotKeySeedTypedData({ account }, signingDomainOf(chain)))
  const source = await subtle.importKey('raw', bytesOf(signature), 'HKDF', false, ['deriveBits'])
  const bits = await subtle.deriveBits({ name: 'HKDF', hash: 'SHA-256', salt: new Uint8Array(32), info: purpose }, source, 256)
  const secret = new Uint8Array(bits)
  try {
    const key = await subtle.importKey('pkcs8', Uint8Array.from([...pkcs8Head, ...secret]), { name: 'X25519' }, true, ['deriveBits'])
    const { x = '' } = await subtle.exportKey('jwk', key)
    const open = Uint8Array.from(atob(x.replaceAll('-', '+').replaceAll('_', '/')), (letter) => letter.charCodeAt(0))
    return { renterKey: hexOf(open), secret: hexOf(secret) }
  } catch (error) {
    throw refusal('lease.sealing_unsupported', { detail: String(error) })
  }
}

function bytesOf(hex: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(hex.slice(2).match(/../g) ?? [], (pair) => Number.parseInt(pair, 16))
}

function hexOf(bytes: Uint8Array): Hex32 {
  return hex32(`0x${[...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('')}`)
}
