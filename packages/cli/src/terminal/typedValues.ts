import { parseDuration, parsePt, refusal } from '@infinitio/sdk'

/** Parses a time into Unix seconds. Throws `api.invalid_field` with the option's name for an invalid time. Pure. */
export function unixSecondsOf(text: string, option: string): number {
  const ms = Date.parse(text)
  if (Number.isNaN(ms) || ms < 0) throw refusal('api.invalid_field', { detail: `${option} ${text}` })
  return Math.floor(ms / 1_000)
}

/**
 * Parses a duration such as 60s, 5min, 2h or 1d into whole seconds. Throws `api.invalid_field` with the option's
 * name. Pure.
 */
export function durationOf(text: string, option: string): number {
  const seconds = parseDuration(text)
  if (seconds === null) throw refusal('api.invalid_field', { detail: `${option} ${text}: for example 60s, 5min, 2h or 1d` })
  return seconds
}

/** Parses an address. Throws `api.invalid_field` for an invalid one. */
export function keyAddress(text: string): string {
  if (!/^0x[0-9a-fA-F]{40}$/.test(text)) throw refusal('api.invalid_field', { detail: `${text} is not an address` })
  return text.toLowerCase()
}

const secondsPerHour = 3_600n

/**
 * Converts PT per GPU-hour into base units per GPU-second, rounded down. Throws `api.invalid_field` with the option's
 * name.
 */
export function pricePerSecond(text: string, option: string): bigint {
  const units = parsePt(text)
  const price = units === null ? 0n : units / secondsPerHour
  if (price <= 0n) throw refusal('api.invalid_field', { detail: `${option} ${text}` })
  return price
}
