import type { AccountSettingsWire } from '@infinitio/domain/wire'
import type { Transport } from '../client/createTransport.ts'

/** How the signed-in account reads the pages: language, zone, clock, currency and theme; null until it keeps any. */
export function getSettings(transport: Transport): Promise<AccountSettingsWire> {
  return transport.send<AccountSettingsWire>({ method: 'GET', path: '/account/settings' })
}
