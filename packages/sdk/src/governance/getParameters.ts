import type { ParametersWire } from '@infinitio/domain/wire'
import type { Transport } from '../client/createTransport.ts'

/** Every bounded parameter of the DAO: its value, its bounds and its history. */
export function getParameters(transport: Transport): Promise<ParametersWire> {
  return transport.send<ParametersWire>({ method: 'GET', path: '/govern/parameters' })
}
