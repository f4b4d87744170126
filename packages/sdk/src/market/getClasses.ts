import type { CatalogueWire } from '@infinitio/domain/wire'
import type { Transport } from '../client/createTransport.ts'

/** GPU classes and regions with prices and what is free now. */
export function getClasses(transport: Transport): Promise<CatalogueWire> {
  return transport.send<CatalogueWire>({ method: 'GET', path: '/classes' })
}
