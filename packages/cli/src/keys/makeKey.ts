import { closeSync, openSync, unlinkSync, writeSync } from 'node:fs'
import { apiKeyText, newApiKey, refusal } from '@infinitio/sdk'
import { type CommonOptions, signInClient } from '../context/settings.ts'
import { printResult } from '../terminal/printResult.ts'
import { giveLimits, type LimitOptions, limitsText } from './giveLimits.ts'

/** What `infinitio keys make` takes. */
export type MakeKeyOptions = CommonOptions & LimitOptions & { readonly out?: string }

const ownerOnly = 0o600

/**
 * Makes an API key: a new session key, which exists here alone, with limits of the wallet on the chain. Prints it once, or writes it to a new file that only its owner
 * reads. Throws `api.invalid_field` and the relay's code; a file that was begun is gone then.
 */
export async function makeKey(options: MakeKeyOptions): Promise<void> {
  const signedIn = await signInClient(options)
  const made = newApiKey({ account: signedIn.wallet.address })
  const file = options.out === undefined ? null : { path: options.out, handle: newFile(options.out) }
  try {
    const given = await giveLimits(signedIn, { key: made.key, options })
    const text = apiKeyText(made)
    if (file !== null) writeSync(file.handle, `${text}\n`)
    const where = file === null ? `Keep it, it is shown this once:\n${text}` : `It is in ${file.path}.`
    const secret = file === null ? { apiKey: text } : { file: file.path }
    printResult({
      json: options.json,
      value: { ...given, ...secret },
      text: `${limitsText(given)}\n${where}\nUse it: INFINITIO_KEY=… infinitio rent …`,
    })
  } catch (error) {
    if (file !== null) unlinkSync(file.path)
    throw error
  } finally {
    if (file !== null) closeSync(file.handle)
  }
}

function newFile(path: string): number {
  try {
    return openSync(path, 'wx', ownerOnly)
  } catch (cause) {
    throw refusal('api.invalid_field', { detail: `--out ${path}: ${cause instanceof Error ? cause.message : ''}` })
  }
}
