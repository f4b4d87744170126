import type { startRouter } from '@infinitio/relay'
import { refusal } from '@infinitio/sdk'
import { ptOf } from '../wallet/moveMoney.ts'

/** Options of `infinitio route` about its channels: amounts in PT, times in hours. */
export type ChannelLimitOptions = {
  readonly openPerDay?: string
  readonly openPerPayee?: string
  readonly idle: string
  readonly ownerIdle: string
}

type Limits = NonNullable<Parameters<typeof startRouter>[0]['userChannels']>

const msPerHour = 3_600_000
const mostHours = 8_784

/**
 * Returns the limits of a router's channels. Without an amount, the router calculates it from its deposit. Throws `api.invalid_field` for a malformed amount,
 * for an amount below one deposit, which would let users open no channel, and for a time outside 1 to 8,784 h.
 */
export function channelLimitsOf({ openPerDay, openPerPayee, idle, ownerIdle }: ChannelLimitOptions, deposit: bigint): Limits {
  const amount = (option: string, text: string) => {
    const units = ptOf(text)
    if (units < deposit) throw refusal('api.invalid_field', { detail: `${option} ${text}: at least the deposit of a channel` })
    return units
  }
  return {
    ...(openPerDay === undefined ? {} : { perDay: amount('--open-per-day', openPerDay) }),
    ...(openPerPayee === undefined ? {} : { perPayee: amount('--open-per-payee', openPerPayee) }),
    idleMs: hoursIn('--idle', idle),
    ownerIdleMs: hoursIn('--owner-idle', ownerIdle),
  }
}

function hoursIn(option: string, text: string): number {
  const hours = Number(text)
  if (!(hours >= 1 && hours <= mostHours)) throw refusal('api.invalid_field', { detail: `${option} ${text}: 1 to ${mostHours} h` })
  return Math.round(hours * msPerHour)
}
