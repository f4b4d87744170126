import { readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { refusal } from '@infinitio/sdk'
import { type CommonOptions, openClient } from '../context/settings.ts'
import { confirm } from '../terminal/ask.ts'
import { utcText } from '../terminal/texts.ts'
import { printResult } from '../terminal/print.ts'

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
  const ends = ending.length === 0 ? 'no lease ends by then' : `these leases end by then and are billed to their end: ${ending.join(', ')}`
  await confirm(options, `The chain's time moves forward to ${utcText(chainNow + seconds)}. You cannot undo this; ${ends}. Continue?`)
  const after = await client.forwardDevelopmentTime({ seconds, endingLeases: ending.length, localToken })
  printResult({ json: options.json, value: after, text: `The chain's time is ${utcText(after.chainNow)} now.` })
}

/** Which file holds the token of a market of `npm start`. */
type TokenOptions = Pick<CommonOptions, 'url'> & { readonly tokenFile?: string; readonly dataFolder?: string }

const groupAndOthers = 0o077
const thisMachine: readonly string[] = ['localhost', '127.0.0.1', '[::1]']

/**
 * The token of the market on this machine: from `--token-file`, else from the data folder that INFINITIO_DATA names. Null where the market is on another machine,
 * which is never to see it. Throws `auth.local_token_needed` when no file is named, it cannot be read, or others can read it.
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
