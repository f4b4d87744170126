import type { Transport } from '../client/createTransport.ts'

/** Switches the alerts of a saved search on or off: with them the account is told, at most once an hour, when the search finds nodes that are new. */
export function setSearchAlerts(transport: Transport, searchId: string, alerts: boolean): Promise<void> {
  return transport.send<void>({ method: 'PUT', path: `/account/searches/${searchId}/alerts`, body: { alerts } })
}
