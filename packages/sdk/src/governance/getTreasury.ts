import type { TreasuryWire } from '@infinitio/domain/wire'
import type { Transport } from '../client/createTransport.ts'

/** What came into the treasury and went out of it: by day for 30 days, and the last moves. */
export function getTreasury(transport: Transport): Promise<TreasuryWire> {
  return transport.send<TreasuryWire>({ method: 'GET', path: '/govern/treasury' })
}
