import type { StartsQueryWire, StartsWire } from '@infinitio/domain/wire'
import type { Transport } from '../client/createTransport.ts'

/** Starts within a week at which a search finds something cheaper, or something at all: one before the asked start and two after it at most. */
export function getStarts(transport: Transport, query: StartsQueryWire): Promise<StartsWire> {
  return transport.send<StartsWire>({ method: 'GET', path: '/listings/starts', query })
}
