import type { PortTokenRequestWire, PortTokenWire } from '@infinitio/domain/wire'
import type { Transport } from '../client/createTransport.ts'

/** A token for ports of a lease: `page` opens one port in a browser, once, within a minute; `program` all of them until the lease ends. Shown this once. */
export function createPortToken(transport: Transport, { leaseId, ...request }: { leaseId: string } & PortTokenRequestWire): Promise<PortTokenWire> {
  return transport.send<PortTokenWire>({ method: 'POST', path: `/leases/${leaseId}/port-tokens`, body: request })
}
