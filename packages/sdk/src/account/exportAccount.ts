import type { AccountExportWire } from '@infinitio/domain/wire'
import type { Transport } from '../client/createTransport.ts'

/** Everything this market keeps about the signed-in account. */
export function exportAccount(transport: Transport): Promise<AccountExportWire> {
  return transport.send<AccountExportWire>({ method: 'GET', path: '/account/export' })
}
