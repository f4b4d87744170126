import type { MailAttemptsWire } from '@infinitio/domain/wire'
import type { Transport } from '../client/createTransport.ts'

/** The last 20 tries to send mail to the signed-in account, newest first. */
export function listMailAttempts(transport: Transport): Promise<MailAttemptsWire> {
  return transport.send<MailAttemptsWire>({ method: 'GET', path: '/account/mail/attempts' })
}
