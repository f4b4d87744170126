import { parsePt, refusal } from '@infinitio/sdk'

const secondsPerHour = 3_600n

/** Base units per GPU-second of a price in PT per GPU-hour, rounded down. Throws `api.invalid_field`, naming `option`. */
export function pricePerSecond(text: string, option: string): bigint {
  const units = parsePt(text)
  const price = units === null ? 0n : units / secondsPerHour
  if (price <= 0n) throw refusal('api.invalid_field', { detail: `${option} ${text}` })
  return price
}
