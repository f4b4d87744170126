import type { VestingWire } from '@infinitio/domain/wire'
import type { Transport } from '../client/createTransport.ts'

/** The grants of genesis: what has vested, what is paid and what can be. */
export function getVesting(transport: Transport): Promise<VestingWire> {
  return transport.send<VestingWire>({ method: 'GET', path: '/govern/vesting' })
}
