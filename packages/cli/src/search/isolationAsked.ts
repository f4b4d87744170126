import { isolationLevels, isolationOf, refusal } from '@infinitio/sdk'

/** Returns the levels that `--isolation` names, as a search takes them. Throws `api.invalid_field` for a name that is no level. */
export function isolationAsked(text: string): string {
  const names = text.split(',').map((name) => name.trim().toLowerCase())
  if (names.every((name) => isolationOf(name) !== null)) return [...new Set(names)].join(',')
  throw refusal('api.invalid_field', { detail: `--isolation ${text}: ${isolationLevels.join(', ')}` })
}
