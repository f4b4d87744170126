import { type Client, formatPt, parsePt, refusal, sessionAmount } from '@infinitio/sdk'
import type { PrivateKeyAccount } from 'viem/accounts'
import { carryMessage } from '../context/carryMessage.ts'

/** Limits of a session key as they are typed: PT, and hours from now. */
export type LimitOptions = { readonly total: string; readonly day?: string; readonly hours: string }

/** What a key was given: in 1e-9 PT, and until when, in Unix seconds. */
export type GivenLimits = { relayId: string; key: string; totalLeft: string; dayCap: string; sessionExpiry: number }

const sessionUnit = 10n ** 9n

/** Signs the limits of a key, hands them in and waits until the chain has them. Throws `api.invalid_field` and the relay's code. */
export async function giveLimits(
  { client, wallet }: { client: Client; wallet: PrivateKeyAccount },
  { key, options }: { key: string; options: LimitOptions },
): Promise<GivenLimits> {
  const totalLeft = unitsOf('--total', options.total)
  const dayCap = options.day === undefined ? totalLeft : unitsOf('--day', options.day)
  const seconds = Math.round(Number(options.hours) * 3_600)
  if (!(seconds > 0)) throw refusal('api.invalid_field', { detail: `--hours ${options.hours}` })
  const { chainNow } = await client.getChain()
  const sessionExpiry = chainNow + seconds
  const { relayId } = await carryMessage(client, wallet, (nonce) => ({ kind: 'authorize', key, totalLeft, dayCap, sessionExpiry, nonce }))
  return { relayId, key, totalLeft: totalLeft.toString(), dayCap: dayCap.toString(), sessionExpiry }
}

/** The limits for a person. */
export function limitsText({ key, totalLeft, dayCap, sessionExpiry }: GivenLimits): string {
  const pt = (units: string) => formatPt(BigInt(units) * sessionUnit, { digits: 9 })
  return `${key} may spend ${pt(totalLeft)} PT in all, ${pt(dayCap)} PT a day, until ${new Date(sessionExpiry * 1_000).toISOString()}.`
}

function unitsOf(option: string, text: string): bigint {
  const amount = parsePt(text)
  const units = amount === null ? null : sessionAmount(amount)
  if (units === null) throw refusal('api.invalid_field', { detail: `${option} ${text}` })
  return units
}
