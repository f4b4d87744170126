import { type BoxOwner, commitSecrets, type Hex32, isHex32, isRefusal, openSecrets, sealSecrets, type Secrets } from '@infinitio/domain'
import type { SealedInput } from '@infinitio/tasks'
import { refusal } from '../transport/refusal.ts'
import { bytesOfHex, deriveKey, hexOfBytes, hmac, PrivateJobError, utf8 } from './deriveKey.ts'

/**
 * The key of one step of a private job. It encrypts the input, the files and the outputs of that step. The machines that run or check a task of the step get
 * the key of the step but not the key of the job, so they cannot read other steps. `salt` and `commitment` are public.
 */
export type StepKey = Pick<SealedInput, 'salt' | 'commitment'> & { readonly key: Hex32 }

const keyName = 'STEP_KEY'
const keyBytes = 32

/** Returns a new random key for a private job. Everything of the job can be read with it, and nothing without it: store it. */
export function newJobKey(): Hex32 {
  return hexOfBytes(crypto.getRandomValues(new Uint8Array(keyBytes)))
}

/**
 * Returns the key of a new step. The salt depends on the job's key and on `text`, the whole input with the hashes of all files. So another input gets another
 * key, and the same input gives the same bytes when it is encrypted again.
 */
export async function newStepKey(jobKey: Hex32, text: string): Promise<StepKey> {
  const salt = hexOfBytes(await hmac(await deriveKey(jobKey, { purpose: 'salt of a step', salt: new Uint8Array() }), utf8(text)))
  const key = await keyWith(jobKey, salt)
  return { salt, key, commitment: commitSecrets(secretsOf({ salt, key })).commitment }
}

/** Returns the key of a step from the step's encrypted input. Throws PrivateJobError if the input was encrypted with a key other than `jobKey`. */
export async function stepKeyOf(jobKey: Hex32, { salt, commitment }: Pick<SealedInput, 'salt' | 'commitment'>): Promise<StepKey> {
  const key = await keyWith(jobKey, salt)
  if (commitSecrets(secretsOf({ salt, key })).commitment !== commitment) throw new PrivateJobError('this input was encrypted with another key')
  return { salt, key, commitment }
}

/**
 * Encrypts the key of a step so that only one machine can decrypt it, as secrets of leases are encrypted (X25519, HKDF-SHA-256, AES-256-GCM). Take `boxKey`
 * from the chain. Throws `lease.sealing_unsupported`.
 */
export async function sealStepKey(step: StepKey, owner: BoxOwner): Promise<`0x${string}`> {
  const box = await sealSecrets({ secrets: secretsOf(step), owner })
  if (isRefusal(box)) throw refusal(box.rejected, { detail: box.detail ?? '' })
  return box
}

/**
 * Decrypts the key of a step with the key of a machine. Returns null if the box (the encrypted key) is for another machine or another step, if it was changed,
 * or if the key in it is not the one to which the submitter committed in the input.
 */
export async function openStepKey(
  box: string,
  { boxSecret, owner, sealed }: { readonly boxSecret: Hex32; readonly owner: BoxOwner; readonly sealed: Pick<SealedInput, 'salt' | 'commitment'> },
): Promise<StepKey | null> {
  const { salt, commitment } = sealed
  const opened = await openSecrets({ box, boxSecret, owner, secrets: { names: [keyName], commitment } })
  if (isRefusal(opened)) return null
  const key = opened.values[keyName] ?? ''
  return isHex32(key) && opened.salt === salt ? { salt, commitment, key } : null
}

async function keyWith(jobKey: Hex32, salt: Hex32): Promise<Hex32> {
  return hexOfBytes(await deriveKey(jobKey, { purpose: 'key of a step', salt: bytesOfHex(salt) }))
}

function secretsOf({ salt, key }: Pick<StepKey, 'salt' | 'key'>): Secrets {
  return { salt, values: { [keyName]: key } }
}
