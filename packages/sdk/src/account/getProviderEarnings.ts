import type { EarningsBy, ProviderEarningsWire } from '@infinitio/domain/wire'
import type { Transport } from '../client/createTransport.ts'

/** What the signed-in provider's closed leases came to, by period and by node: of 31 days, 13 weeks or 12 months, UTC, the current one included. */
export function getProviderEarnings(transport: Transport, { by }: { by: EarningsBy }): Promise<ProviderEarningsWire> {
  return transport.send<ProviderEarningsWire>({ method: 'GET', path: '/provider/earnings', query: { by } })
}
