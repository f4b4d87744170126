import type { MailSettingsWire, PutMailWire } from '@infinitio/domain/wire'
import type { Transport } from '../client/createTransport.ts'

/** Says where the signed-in account is told by e-mail, and which kinds. An address that is not confirmed is sent a link, again each time. Codes: `account.mail_off`, `account.mail_limited`. */
export function putMailSettings(transport: Transport, body: PutMailWire): Promise<MailSettingsWire> {
  return transport.send<MailSettingsWire>({ method: 'PUT', path: '/account/mail', body })
}
