import { type DenyNews, type DenySource, openDenyList } from '@infinitio/relay'
import { refusal } from '@infinitio/sdk'

/** The options of a deny list. */
export type DenyOptions = { readonly deny?: string; readonly countryHeader?: string }

/**
 * Returns the deny list of the options, or null without one. Reads the list once, so that a wrong list stops the command before it spends money. Throws
 * `serving.deny_list_invalid` and `api.invalid_field`.
 */
export function denySourceOf({ deny, countryHeader }: DenyOptions): DenySource | null {
  if (countryHeader !== undefined && !/^[a-z0-9-]{1,64}$/i.test(countryHeader))
    throw refusal('api.invalid_field', { detail: `--country-header ${countryHeader}: the name of a header` })
  if (deny === undefined) return null
  const source = { path: deny, countryHeader: countryHeader ?? null }
  openDenyList(source, () => {})
  return source
}

/** Describes a change of the deny list to the operator. */
export function denyText({ state, accounts, countries }: DenyNews): string {
  const size = `${accounts} addresses, ${countries} countries`
  return state === 'read'
    ? `read the deny list again: ${size}`
    : `the deny list is unreadable, so the previous one remains in force (${size}): ${state.unreadable}`
}
