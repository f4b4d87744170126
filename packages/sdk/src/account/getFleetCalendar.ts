import type { FleetCalendarWire } from '@infinitio/domain/wire'
import type { Transport } from '../client/createTransport.ts'

/** What becomes of the hours of the signed-in provider's nodes in 28 days: a page of nodes by id; `next` of it is the `after` of the next one. */
export function getFleetCalendar(transport: Transport, query: { after?: string }): Promise<FleetCalendarWire> {
  return transport.send<FleetCalendarWire>({ method: 'GET', path: '/provider/calendar', query })
}
