import { type Bytes, cipherKey, deriveKey, PrivateJobError, utf8 } from './deriveKey.ts'
import type { StepKey } from './stepKeys.ts'

/** The first byte of an encrypted file. Another format would get another number. */
const version = 1
const pieceBytes = 65_536
const tagBytes = 16
const nonceBytes = 12
const counterAt = 7

/**
 * Encrypts a file of a private job in pieces of 64 KiB, each with AES-256-GCM. The nonce of a piece contains its number and whether it is the last one. So
 * decryption fails for a piece that is missing, repeated or at another position. Each file name in a step has its own key, so encrypt only one content under
 * each name.
 */
export async function sealFile(content: Uint8Array, { step, name }: { readonly step: Pick<StepKey, 'key'>; readonly name: string }): Promise<Bytes> {
  const key = await keyOf(step, name)
  const pieces = Math.max(1, Math.ceil(content.length / pieceBytes))
  const sealed = new Uint8Array(1 + content.length + pieces * tagBytes)
  sealed[0] = version
  for (let piece = 0, at = 1; piece < pieces; piece++) {
    const plain = new Uint8Array(content.subarray(piece * pieceBytes, (piece + 1) * pieceBytes))
    const iv = nonceOf(piece, piece === pieces - 1)
    sealed.set(new Uint8Array(await crypto.subtle.encrypt({ name: 'AES-GCM', iv }, key, plain)), at)
    at += plain.length + tagBytes
  }
  return sealed
}

/** Decrypts a file of a private job. Throws PrivateJobError if a byte was changed, or if the file was encrypted for another step or under another name. */
export async function openFile(sealed: Uint8Array, { step, name }: { readonly step: Pick<StepKey, 'key'>; readonly name: string }): Promise<Bytes> {
  const wholePiece = pieceBytes + tagBytes
  const pieces = Math.max(1, Math.ceil((sealed.length - 1) / wholePiece))
  const size = sealed.length - 1 - pieces * tagBytes
  if (sealed[0] !== version || size < 0) throw new PrivateJobError('this is not an encrypted file of a private job')
  const key = await keyOf(step, name)
  const content = new Uint8Array(size)
  for (let piece = 0, at = 0; piece < pieces; piece++) {
    const part = new Uint8Array(sealed.subarray(1 + piece * wholePiece, 1 + (piece + 1) * wholePiece))
    const iv = nonceOf(piece, piece === pieces - 1)
    const plain = await crypto.subtle.decrypt({ name: 'AES-GCM', iv }, key, part).catch((cause: unknown) => {
      throw new PrivateJobError('an encrypted file was changed, or it belongs to another step', { cause })
    })
    content.set(new Uint8Array(plain), at)
    at += plain.byteLength
  }
  return content
}

async function keyOf(step: Pick<StepKey, 'key'>, name: string): ReturnType<typeof cipherKey> {
  return await cipherKey(await deriveKey(step.key, { purpose: 'file of a step', salt: utf8(name) }))
}

function nonceOf(piece: number, isLast: boolean): Bytes {
  const nonce = new Uint8Array(nonceBytes)
  new DataView(nonce.buffer).setUint32(counterAt, piece)
  nonce[nonceBytes - 1] = isLast ? 1 : 0
  return nonce
}
