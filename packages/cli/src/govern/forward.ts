import { readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { refusal } from '@infinitio/sdk'
import { type CommonOptions, openClient } from '../context/settings.ts'
import { confirm } from '../terminal/ask.ts'
import { utcText } from '../terminal/texts.ts'
import { printResult } from '../terminal/print.ts'

/** Options of `infinitio govern forward`. */
export type ForwardOptions = CommonOptions & TokenOptions & { readonly yes: boolean }

/**
 * Advances the clock of a development chain by some hours, for everyone who uses it. First lists the leases that end because of it. Throws `api.invalid_field`,
 * `auth.local_token_needed`, `chain.not_development`, `chain.other_leases_end`.
 */
export async function forward(hours: string, options: ForwardOptions): Promise<void> {
  const seconds = Math.round(Number(hours) * 3_600)
  if (!(seconds > 0)) throw refusal('api.invalid_field', { detail: `hours: ${hours}` })
  const localToken = readLocalToken(options)
  const client = openClient(options)
  const { chainNow, openLeases } = await client.getDevelopmentTime({ localToken })
  const ending = openLeases.filter(({ endsAt }) => endsAt <= chainNow + seconds).map(({ leaseId }) => leaseId)
  const ends = ending.length === 0 ? 'no lease ends by then' : `these leases end by then and are billed to their end: ${ending.join(', ')}`
  await confirm(options, `The chain's time moves forward to ${utcText(chainNow + seconds)}. You cannot undo this; ${ends}. Continue?`)
  const after = await client.forwardDevelopmentTime({ seconds, endingLeases: ending.length, localToken })
  printResult({ json: options.json, value: after, text: `The chain's time is ${utcText(after.chainNow)} now.` })
}

/** Options that locate the token file of a market that `npm start` started. */
type TokenOptions = Pick<CommonOptions, 'url'> & { readonly tokenFile?: string; readonly dataFolder?: string }

const groupAndOthers = 0o077
const thisMachine: readonly string[] = ['localhost', '127.0.0.1', '[::1]']

/**
 * Returns the token of the market on this machine, from `--token-file` or from the data folder in INFINITIO_DATA.
 * Returns null for a market on another machine, which must never receive the token. Throws `auth.local_token_needed`
 * if no file is given, or if it is unreadable or readable by others.
 */
function readLocalToken({ url, tokenFile, dataFolder }: TokenOptions): string | null {
  if (!thisMachine.includes(new URL(url).hostname)) return null
  const file = tokenFile ?? (dataFolder === undefined ? null : join(dataFolder, 'local.token'))
  if (file === null) throw refusal('auth.local_token_needed', { detail: 'no --token-file; npm run address prints which file it is' })
  return readTokenText(file)
}

function readTokenText(file: string): string {
  let mode: number
  let text: string
  try {
    mode = statSync(file).mode
    text = readFileSync(file, 'utf8')
  } catch (cause) {
    throw refusal('auth.local_token_needed', { detail: String(cause) })
  }
  if ((mode & groupAndOthers) !== 0) throw refusal('auth.local_token_needed', { detail: `${file} can be read by others: chmod 600` })
  return text.trim()
}
