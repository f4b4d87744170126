import { refusal } from '@infinitio/sdk'
import { type CommonOptions, openClient } from '../context/settings.ts'
import { askYes } from '../terminal/askYes.ts'
import { printResult } from '../terminal/printResult.ts'
import { utcText } from '../terminal/utcText.ts'
import { readLocalToken, type TokenOptions } from './readLocalToken.ts'

/** What `infinitio govern forward` takes. */
export type ForwardOptions = CommonOptions & TokenOptions & { readonly yes: boolean }

/**
 * Moves the time of a development chain on by so many hours, for everything on it, and says first which leases that ends. Throws `api.invalid_field`,
 * `auth.local_token_needed`, `chain.not_development`, `chain.other_leases_end`.
 */
export async function forward(hours: string, options: ForwardOptions): Promise<void> {
  const seconds = Math.round(Number(hours) * 3_600)
  if (!(seconds > 0)) throw refusal('api.invalid_field', { detail: `hours: ${hours}` })
  const localToken = readLocalToken(options)
  const client = openClient(options)
  const { chainNow, openLeases } = await client.getDevelopmentTime({ localToken })
  const ending = openLeases.filter(({ endsAt }) => endsAt <= chainNow + seconds).map(({ leaseId }) => leaseId)
  const ends = ending.length === 0 ? 'no lease ends by it' : `these leases end by it, and are billed to their end: ${ending.join(', ')}`
  if (!options.yes && !(await askYes(`The chain's time goes to ${utcText(chainNow + seconds)}, and not back; ${ends}. Go on?`))) return
  const after = await client.forwardDevelopmentTime({ seconds, endingLeases: ending.length, localToken })
  printResult({ json: options.json, value: after, text: `The chain's time is ${utcText(after.chainNow)} now.` })
}
