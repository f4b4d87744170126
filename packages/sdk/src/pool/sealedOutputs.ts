import { type Hex32, hex32, keccak256Hex } from '@infinitio/domain'

const lengthBytes = 4
/** The initialisation vector may be constant, because each key encrypts only one text. */
const iv = new Uint8Array(12)
const info = new TextEncoder().encode('Infinitio task outputs')

/** Thrown when a stored result cannot be decrypted with this salt, or does not have the format of a worker's result. */
export class SealedOutputsError extends Error {
  override readonly name = 'SealedOutputsError'
}

/** Returns the hash of a chunk's output. Such hashes are the leaves of a task's Merkle tree. */
export function outputHash(output: Uint8Array): Hex32 {
  return keccak256Hex(output)
}

/**
 * Encrypts the outputs of a task with a key that is derived from the salt (AES-256-GCM, key by HKDF-SHA-256). The worker stores the encrypted result before it
 * commits to the result, and publishes the salt when it reveals the result. Until then, neither the server that stores the result nor the auditors can read the
 * outputs. Use each salt for only one attempt at one task.
 */
export async function sealOutputs(outputs: readonly Uint8Array[], salt: Hex32): Promise<Uint8Array<ArrayBuffer>> {
  const plain = new Uint8Array(outputs.reduce((sum, { length }) => sum + lengthBytes + length, 0))
  const view = new DataView(plain.buffer)
  let at = 0
  for (const output of outputs) {
    view.setUint32(at, output.length)
    plain.set(output, at + lengthBytes)
    at += lengthBytes + output.length
  }
  return new Uint8Array(await crypto.subtle.encrypt({ name: 'AES-GCM', iv }, await keyOf(salt), plain))
}

/** Decrypts the outputs of a task, one for each chunk of its input. Throws SealedOutputsError if the bytes were not encrypted with this salt. */
export async function openOutputs(sealed: Uint8Array, salt: Hex32): Promise<Uint8Array[]> {
  const key = await keyOf(salt)
  const plain = await crypto.subtle.decrypt({ name: 'AES-GCM', iv }, key, sealed as Uint8Array<ArrayBuffer>).then(
    (bytes) => new Uint8Array(bytes),
    (cause: unknown) => {
      throw new SealedOutputsError('the stored result does not belong to this salt', { cause })
    },
  )
  const view = new DataView(plain.buffer)
  const outputs: Uint8Array[] = []
  for (let at = 0; at < plain.length; ) {
    const length = at + lengthBytes <= plain.length ? view.getUint32(at) : plain.length
    if (at + lengthBytes + length > plain.length) throw new SealedOutputsError('the stored result ends in the middle of an output')
    outputs.push(plain.slice(at + lengthBytes, at + lengthBytes + length))
    at += lengthBytes + length
  }
  return outputs
}

async function keyOf(salt: Hex32): ReturnType<typeof crypto.subtle.deriveKey> {
  const bytes = Uint8Array.from(hex32(salt).slice(2).match(/../g) ?? [], (pair) => Number.parseInt(pair, 16))
  const base = await crypto.subtle.importKey('raw', bytes, 'HKDF', false, ['deriveKey'])
  const derived = { name: 'HKDF', hash: 'SHA-256', salt: new Uint8Array(), info }
  return await crypto.subtle.deriveKey(derived, base, { name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt'])
}
