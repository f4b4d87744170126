import { getSettings, type Transport } from '@infinitio/sdk'
import { queryOptions } from '@tanstack/react-query'

/** How the account that is signed in reads the pages; null until it keeps any of it. */
export function settingsQuery(api: Transport) {
  return queryOptions({ queryKey: ['settings'], queryFn: async () => (await getSettings(api)).settings })
}
