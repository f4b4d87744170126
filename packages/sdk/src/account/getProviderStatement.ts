import type { ProviderStatementQuery, ProviderStatementWire } from '@infinitio/domain/wire'
import type { Transport } from '../client/createTransport.ts'

/** The leases of the signed-in provider that closed in a month such as "2026-11", UTC: a page; `next` of it is the `after` of the next one. */
export function getProviderStatement(transport: Transport, query: ProviderStatementQuery): Promise<ProviderStatementWire> {
  return transport.send<ProviderStatementWire>({ method: 'GET', path: '/provider/statement', query })
}
