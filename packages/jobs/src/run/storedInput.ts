import type { Hex32 } from '@infinitio/domain'
import { openInputText, type StepKey, stepKeyOf } from '@infinitio/sdk/pool'
import { AdapterError, readSealedInput, type SealedInput } from '@infinitio/tasks'

/** The stored input of a step. `sealed` and `step` are null if the job is not private. `whole` is the stored text, and `text` the readable one. */
export type StoredInput = {
  readonly whole: string
  readonly text: string
  readonly sealed: SealedInput | null
  readonly step: StepKey | null
}

/** The parts with which an input is opened: the key of the job, or null without one, and a function that returns the stored bytes with a hash. */
export type InputOpening = { readonly key: Hex32 | null; readonly readBytes: (sha256: Hex32) => Promise<Uint8Array> }

/** Reads the stored input of a step by its hash, and decrypts it with the key of the job. Throws AdapterError for a private input without that key. */
export async function openStoredInput({ key, readBytes }: InputOpening, of: Hex32): Promise<StoredInput> {
  const whole = new TextDecoder().decode(await readBytes(of))
  const sealed = readSealedInput(whole)
  if (sealed === null) return { whole, text: whole, sealed, step: null }
  if (key === null) throw new AdapterError('inputInvalid', 'this job is private, and its key is not on this computer')
  const step = await stepKeyOf(key, sealed)
  return { whole, sealed, step, text: await openInputText(sealed, { key: step, fetchFile: ({ sha256 }) => readBytes(sha256) }) }
}
