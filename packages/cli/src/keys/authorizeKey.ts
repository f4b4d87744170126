import { type CommonOptions, signInClient } from '../context/settings.ts'
import { printResult } from '../terminal/printResult.ts'
import { giveLimits, type LimitOptions, limitsText } from './giveLimits.ts'
import { keyAddress } from './keyAddress.ts'

/** What `infinitio keys authorize` takes. */
export type AuthorizeKeyOptions = CommonOptions & LimitOptions

/** Lets a key book, extend and end for the wallet within limits, and waits until the chain has it. Throws `api.invalid_field` and the relay's code. */
export async function authorizeKey(address: string, options: AuthorizeKeyOptions): Promise<void> {
  const key = keyAddress(address)
  const given = await giveLimits(await signInClient(options), { key, options })
  printResult({ json: options.json, value: given, text: limitsText(given) })
}
