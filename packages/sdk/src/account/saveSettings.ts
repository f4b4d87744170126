import type { SaveSettingsWire, SettingsWire } from '@infinitio/domain/wire'
import type { Transport } from '../client/createTransport.ts'

/** Keeps how the signed-in account reads the pages, in the place of what it kept before. Gives it back with the time of the change. */
export function saveSettings(transport: Transport, settings: SaveSettingsWire): Promise<SettingsWire> {
  return transport.send<SettingsWire>({ method: 'PUT', path: '/account/settings', body: settings })
}
