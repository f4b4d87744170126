import type { MailSettingsWire } from '@infinitio/domain/wire'
import type { Transport } from '../client/createTransport.ts'

/** Where the signed-in account is told by e-mail, which kinds, and how far the confirmation is. */
export function getMailSettings(transport: Transport): Promise<MailSettingsWire> {
  return transport.send<MailSettingsWire>({ method: 'GET', path: '/account/mail' })
}
