import { refusal } from '@infinitio/sdk'

/** The Unix seconds that a time on the command line means. Throws `api.invalid_field` for what is no time, naming the option. Pure. */
export function unixSecondsOf(text: string, option: string): number {
  const ms = Date.parse(text)
  if (Number.isNaN(ms) || ms < 0) throw refusal('api.invalid_field', { detail: `${option} ${text}` })
  return Math.floor(ms / 1_000)
}
