import type { Hex32 } from '@infinitio/domain'
import { type Bytes, deriveKey, hexOfBytes, hmac, PrivateJobError } from './deriveKey.ts'
import { openFile, sealFile } from './sealedFiles.ts'

/** The first byte of a file that only the owner of a job can read. The encrypted files of a step begin with another number. */
const version = 2
const saltBytes = 32
const name = 'own'

/**
 * Encrypts a file of a private job with a key that is derived from the job's key, so that only the job's owner can read it: an input before its step is
 * planned, or a result. No machine gets the derived key. The key also depends on the content. So no key ever encrypts two contents, and the same content always
 * gives the same bytes.
 */
export async function sealOwnFile(content: Uint8Array, jobKey: Hex32): Promise<Bytes> {
  const mac = await deriveKey(jobKey, { purpose: 'salt of an own file', salt: new Uint8Array() })
  const salt = await hmac(mac, new Uint8Array(content))
  const sealed = await sealFile(content, { step: await keyOf(jobKey, salt), name })
  const whole = new Uint8Array(1 + saltBytes + sealed.length)
  whole[0] = version
  whole.set(salt, 1)
  whole.set(sealed, 1 + saltBytes)
  return whole
}

/** Decrypts a file that `sealOwnFile` encrypted. Throws PrivateJobError if a byte of the file was changed, or if `jobKey` is the key of another job. */
export async function openOwnFile(sealed: Uint8Array, jobKey: Hex32): Promise<Bytes> {
  if (!isOwnFile(sealed)) throw new PrivateJobError('this is not a file of the owner of a private job')
  const salt = new Uint8Array(sealed.subarray(1, 1 + saltBytes))
  return await openFile(sealed.subarray(1 + saltBytes), { step: await keyOf(jobKey, salt), name })
}

/** Returns true for bytes in the form that `sealOwnFile` writes. */
export function isOwnFile(bytes: Uint8Array): boolean {
  return bytes[0] === version && bytes.length > 1 + saltBytes
}

async function keyOf(jobKey: Hex32, salt: Bytes): Promise<{ readonly key: Hex32 }> {
  return { key: hexOfBytes(await deriveKey(jobKey, { purpose: 'own file', salt })) }
}
