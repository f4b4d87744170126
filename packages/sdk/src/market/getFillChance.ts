import type { FillChanceQueryWire, FillChanceWire } from '@infinitio/domain/wire'
import type { Transport } from '../client/createTransport.ts'

/**
 * How often an order for a class would have been met, counted from the trades of the last 28 days; of one region when it is named. History, and no promise. Throws
 * `api.not_found` for a class or region that is not in the catalogue.
 */
export function getFillChance(transport: Transport, classId: number, query: FillChanceQueryWire): Promise<FillChanceWire> {
  return transport.send<FillChanceWire>({ method: 'GET', path: `/market/${classId}/chance`, query })
}
