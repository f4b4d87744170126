import type { GovernWire } from '@infinitio/domain/wire'
import type { Transport } from '../client/createTransport.ts'

/** Reserve, G, treasury and the rules of voting, as the chain says now. */
export function getGovern(transport: Transport): Promise<GovernWire> {
  return transport.send<GovernWire>({ method: 'GET', path: '/govern' })
}
