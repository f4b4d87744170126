import type { Transport } from '../client/createTransport.ts'

/** Confirms an address by the token of the link that was sent to it; nobody needs to be signed in. Code: `account.mail_link_over`. */
export function confirmMail(transport: Transport, token: string): Promise<void> {
  return transport.send<void>({ method: 'POST', path: '/mail/confirm', body: { token } })
}
