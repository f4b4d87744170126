import { getMailSettings, listMailAttempts, type Transport } from '@infinitio/sdk'
import { queryOptions } from '@tanstack/react-query'

const everyMs = 5_000

/** Fetches the account's e-mail settings. The user may confirm the address elsewhere, so the query polls until then. */
export function mailQuery(api: Transport) {
  return queryOptions({
    queryKey: ['notifications', 'mail'],
    queryFn: () => getMailSettings(api),
    refetchInterval: ({ state: { data } }) => (data?.state === 'asked' ? everyMs : false),
  })
}

/** Fetches the last attempts to send e-mail. A retry causes no event, so the query polls while they are on screen. */
export function mailAttemptsQuery(api: Transport) {
  return queryOptions({ queryKey: ['notifications', 'mail', 'attempts'], queryFn: () => listMailAttempts(api), refetchInterval: everyMs })
}
