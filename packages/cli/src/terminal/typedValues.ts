import { parsePt, refusal } from '@infinitio/sdk'

/** The Unix seconds that a time on the command line means. Throws `api.invalid_field` for what is no time, naming the option. Pure. */
export function unixSecondsOf(text: string, option: string): number {
  const ms = Date.parse(text)
  if (Number.isNaN(ms) || ms < 0) throw refusal('api.invalid_field', { detail: `${option} ${text}` })
  return Math.floor(ms / 1_000)
}

const secondsOfUnit: Readonly<Record<string, number>> = { s: 1, min: 60, m: 60, h: 3_600, d: 86_400 }

/** The whole seconds of a duration such as 60s, 5min, 2h or 1d. Throws `api.invalid_field`, naming the option. Pure. */
export function durationOf(text: string, option: string): number {
  const [, count = '', unit = ''] = /^([1-9]\d{0,6})(s|min|m|h|d)$/.exec(text) ?? []
  const seconds = Number(count) * (secondsOfUnit[unit] ?? 0)
  if (seconds === 0) throw refusal('api.invalid_field', { detail: `${option} ${text}: for example 60s, 5min, 2h or 1d` })
  return seconds
}

/** An address that somebody typed. Throws `api.invalid_field` when it is none. */
export function keyAddress(text: string): string {
  if (!/^0x[0-9a-fA-F]{40}$/.test(text)) throw refusal('api.invalid_field', { detail: `${text} is not an address` })
  return text.toLowerCase()
}

const secondsPerHour = 3_600n

/** Base units per GPU-second of a price in PT per GPU-hour, rounded down. Throws `api.invalid_field`, naming `option`. */
export function pricePerSecond(text: string, option: string): bigint {
  const units = parsePt(text)
  const price = units === null ? 0n : units / secondsPerHour
  if (price <= 0n) throw refusal('api.invalid_field', { detail: `${option} ${text}` })
  return price
}
