import { getMailSettings, listMailAttempts, type Transport } from '@infinitio/sdk'
import { queryOptions } from '@tanstack/react-query'

const everyMs = 5_000

/** Where who is signed in is told by e-mail. The link is opened elsewhere, so it is asked for again until it was. */
export function mailQuery(api: Transport) {
  return queryOptions({
    queryKey: ['notifications', 'mail'],
    queryFn: () => getMailSettings(api),
    refetchInterval: ({ state: { data } }) => (data?.state === 'asked' ? everyMs : false),
  })
}

/** The last tries to send e-mail; a retry wakes nobody, so they are asked for again while they are looked at. */
export function mailAttemptsQuery(api: Transport) {
  return queryOptions({ queryKey: ['notifications', 'mail', 'attempts'], queryFn: () => listMailAttempts(api), refetchInterval: everyMs })
}
