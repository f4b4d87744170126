import type { Hex32 } from '@infinitio/domain'
import { type Bytes, bytesOfHex, cipherKey, deriveKey, hmac, PrivateJobError } from './deriveKey.ts'
import type { StepKey } from './stepKeys.ts'

/** The position of an output: the task of the pool, and the chunk (numbered part) of it. */
export type ChunkPlace = { readonly taskId: Hex32; readonly chunk: number }

const nonceBytes = 12
const numberBytes = 4

/**
 * Encrypts the output of one chunk of a private job. The same output at the same position always gives the same bytes, so that a provider that calculates the
 * chunk again gets the same hash. The nonce of the encryption is an HMAC of the output, so two different outputs never have the same nonce. The pool and the
 * store see only the encrypted bytes.
 */
export async function sealChunk(output: Uint8Array, { step, place }: { readonly step: StepKey; readonly place: ChunkPlace }): Promise<Bytes> {
  const { mac, key, context } = await keysOf(step, place)
  const plain = new Uint8Array(output)
  const iv = (await hmac(mac, plain)).slice(0, nonceBytes)
  const sealed = new Uint8Array(await crypto.subtle.encrypt({ name: 'AES-GCM', iv, additionalData: context }, key, plain))
  const whole = new Uint8Array(nonceBytes + sealed.length)
  whole.set(iv)
  whole.set(sealed, nonceBytes)
  return whole
}

/** Decrypts the output of one chunk. Throws PrivateJobError if the output was changed, or if it belongs to another task, chunk or step. */
export async function openChunk(sealed: Uint8Array, { step, place }: { readonly step: StepKey; readonly place: ChunkPlace }): Promise<Bytes> {
  const { mac, key, context } = await keysOf(step, place)
  const iv = new Uint8Array(sealed.subarray(0, nonceBytes))
  const refuse = (cause?: unknown) => new PrivateJobError(`the output of chunk ${place.chunk} cannot be decrypted`, { cause })
  if (sealed.length < nonceBytes) throw refuse()
  const body = new Uint8Array(sealed.subarray(nonceBytes))
  const plain = await crypto.subtle.decrypt({ name: 'AES-GCM', iv, additionalData: context }, key, body).then(
    (bytes) => new Uint8Array(bytes),
    (cause: unknown) => {
      throw refuse(cause)
    },
  )
  // With another nonce, the same output would have a second valid encrypted form with another hash. So only the derived nonce is accepted.
  const right = (await hmac(mac, plain)).slice(0, nonceBytes)
  if (!right.every((byte, at) => byte === iv[at])) throw refuse()
  return plain
}

async function keysOf(step: StepKey, { taskId, chunk }: ChunkPlace) {
  const context = new Uint8Array(bytesOfHex(taskId).length + numberBytes)
  context.set(bytesOfHex(taskId))
  new DataView(context.buffer).setUint32(context.length - numberBytes, chunk)
  const [mac, bytes] = await Promise.all([
    deriveKey(step.key, { purpose: 'nonce of an output', salt: context }),
    deriveKey(step.key, { purpose: 'output', salt: context }),
  ])
  return { context, mac, key: await cipherKey(bytes) }
}
