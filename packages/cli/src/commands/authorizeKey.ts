import { formatPt, parsePt, refusal } from '@infinitio/sdk'
import { type CommonOptions, signInClient } from '../settings.ts'
import { printResult } from '../terminal/printResult.ts'
import { carryMessage } from './carryMessage.ts'
import { keyAddress } from './keyAddress.ts'

/** What `infinitio key authorize` takes: PT, and hours from now. */
export type AuthorizeKeyOptions = CommonOptions & { readonly total: string; readonly day?: string; readonly hours: string }

/** The limits of session keys are in 1e-9 PT, 64 bits. */
const sessionUnit = 10n ** 9n
const mostUnits = 2n ** 64n - 1n

/** Lets a key book, extend and end for the wallet within limits, and waits until the chain has it. Throws `api.invalid_field` and the relay's code. */
export async function authorizeKey(address: string, options: AuthorizeKeyOptions): Promise<void> {
  const key = keyAddress(address)
  const totalLeft = unitsOf('--total', options.total)
  const dayCap = options.day === undefined ? totalLeft : unitsOf('--day', options.day)
  const seconds = Math.round(Number(options.hours) * 3_600)
  if (!(seconds > 0)) throw refusal('api.invalid_field', { detail: `--hours ${options.hours}` })
  const { client, wallet } = await signInClient(options)
  const { chainNow } = await client.getChain()
  const sessionExpiry = chainNow + seconds
  const { relayId } = await carryMessage(client, wallet, (nonce) => ({ kind: 'authorize', key, totalLeft, dayCap, sessionExpiry, nonce }))
  const until = new Date(sessionExpiry * 1_000).toISOString()
  const pt = (units: bigint) => formatPt(units * sessionUnit, { digits: 9 })
  printResult({
    json: options.json,
    value: { relayId, key, totalLeft: totalLeft.toString(), dayCap: dayCap.toString(), sessionExpiry },
    text: `${key} may spend ${pt(totalLeft)} PT in all, ${pt(dayCap)} PT a day, until ${until}.`,
  })
}

function unitsOf(option: string, text: string): bigint {
  const amount = parsePt(text)
  if (amount === null || amount % sessionUnit !== 0n || amount / sessionUnit > mostUnits)
    throw refusal('api.invalid_field', { detail: `${option} ${text}` })
  return amount / sessionUnit
}
