import { closeSync, unlinkSync, writeSync } from 'node:fs'
import { apiKeyText, type Client, newApiKey, parsePt, refusal, sessionAmount } from '@infinitio/sdk'
import type { PrivateKeyAccount } from 'viem/accounts'
import { sendMessage } from '../context/sendRelay.ts'
import { type CommonOptions, signInClient } from '../context/settings.ts'
import { openNewFile } from '../terminal/newFile.ts'
import { printResult } from '../terminal/print.ts'
import { sentences, utcText } from '../terminal/texts.ts'
import { writtenPt } from '../terminal/writtenPt.ts'
import { keyAddress } from '../terminal/typedValues.ts'

/** Options for the limits of a session key: amounts in PT, duration in hours from now. */
type LimitOptions = { readonly total: string; readonly day?: string; readonly hours: string }

/** The limits that a session key received: amounts in units of 1e-9 PT, expiry in Unix seconds. */
type GivenLimits = { relayId: string; key: string; totalLeft: string; dayCap: string; sessionExpiry: number }

const sessionUnit = 10n ** 9n

/**
 * Signs the limits of a session key, submits them and waits until the chain includes them. Throws `api.invalid_field` and the code with which the message
 * failed.
 */
async function giveLimits(
  { client, wallet }: { client: Client; wallet: PrivateKeyAccount },
  { key, options }: { key: string; options: LimitOptions },
): Promise<GivenLimits> {
  const totalLeft = unitsOf('--total', options.total)
  const dayCap = options.day === undefined ? totalLeft : unitsOf('--day', options.day)
  const seconds = Math.round(Number(options.hours) * 3_600)
  if (!(seconds > 0)) throw refusal('api.invalid_field', { detail: `--hours ${options.hours}` })
  const { chainNow } = await client.getChain()
  const sessionExpiry = chainNow + seconds
  const { relayId } = await sendMessage(client, wallet, (nonce) => ({ kind: 'authorize', key, totalLeft, dayCap, sessionExpiry, nonce }))
  return { relayId, key, totalLeft: totalLeft.toString(), dayCap: dayCap.toString(), sessionExpiry }
}

/** Describes the limits of a key for a person. */
function limitsText({ key, totalLeft, dayCap, sessionExpiry }: GivenLimits): string {
  const pt = (units: string) => writtenPt(BigInt(units) * sessionUnit)
  return sentences(`${key} may spend ${pt(totalLeft)} PT in all, ${pt(dayCap)} PT a day, until ${utcText(sessionExpiry)} UTC.`)
}

function unitsOf(option: string, text: string): bigint {
  const amount = parsePt(text)
  const units = amount === null ? null : sessionAmount(amount)
  if (units === null) throw refusal('api.invalid_field', { detail: `${option} ${text}` })
  return units
}

/** Options of `infinitio keys authorize`. */
export type AuthorizeKeyOptions = CommonOptions & LimitOptions

/**
 * Lets a session key rent machines, and extend and end leases for the wallet, within limits. Waits until the limits are on the chain. Throws
 * `api.invalid_field` and the code of a failed message.
 */
export async function authorizeKey(address: string, options: AuthorizeKeyOptions): Promise<void> {
  const key = keyAddress(address)
  const given = await giveLimits(await signInClient(options), { key, options })
  printResult({ json: options.json, value: given, text: limitsText(given) })
}

/** Options of `infinitio keys make`. */
export type MakeKeyOptions = CommonOptions & LimitOptions & { readonly out?: string }

/**
 * Creates an API key: a new session key whose private key exists only here, with limits that the wallet signs and the chain stores. Prints the key once, or
 * writes it to a new file that only its owner can read. Throws `api.file_exists`, `api.invalid_field` and the code of a failed message. If it throws, it first
 * deletes an unfinished file.
 */
export async function makeKey(options: MakeKeyOptions): Promise<void> {
  const signedIn = await signInClient(options)
  const made = newApiKey({ account: signedIn.wallet.address })
  const file = options.out === undefined ? null : { path: options.out, handle: openNewFile(options.out, { option: '--out' }) }
  try {
    const given = await giveLimits(signedIn, { key: made.key, options })
    const text = apiKeyText(made)
    if (file !== null) writeSync(file.handle, `${text}\n`)
    const where = file === null ? `Keep it, it is shown this once:\n${text}` : `It is in ${file.path}.`
    const secret = file === null ? { apiKey: text } : { file: file.path }
    printResult({
      json: options.json,
      value: { ...given, ...secret },
      text: `${limitsText(given)}\n${where}\nUse it: ${useText(file?.path ?? null)}`,
    })
  } catch (error) {
    if (file !== null) unlinkSync(file.path)
    throw error
  } finally {
    if (file !== null) closeSync(file.handle)
  }
}

/** Returns the shell line that sets a key for the next commands. Pure. */
export function useText(path: string | null): string {
  if (path === null) return 'export INFINITIO_KEY=<the key>'
  const quoted = /^[\w./][\w./-]*$/.test(path) ? path : `'${path.replaceAll("'", "'\\''")}'`
  return `export INFINITIO_KEY=$(cat ${quoted})`
}
