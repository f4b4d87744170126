import { readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { refusal } from '@infinitio/sdk'
import type { CommonOptions } from '../context/settings.ts'

/** Which file holds the token of a market of `npm start`. */
export type TokenOptions = Pick<CommonOptions, 'url'> & { readonly tokenFile?: string; readonly dataFolder?: string }

const groupAndOthers = 0o077
const thisMachine: readonly string[] = ['localhost', '127.0.0.1', '[::1]']

/**
 * The token of the market on this machine: from `--token-file`, else from the data folder that INFINITIO_DATA names. Null where the market is on another machine,
 * which is never to see it. Throws `auth.local_token_needed` when no file is named, it cannot be read, or others can read it.
 */
export function readLocalToken({ url, tokenFile, dataFolder }: TokenOptions): string | null {
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
