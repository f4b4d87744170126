import type { Transport } from '../client/createTransport.ts'

/** Deletes the e-mail address of the signed-in account; none is no error. */
export function deleteMailSettings(transport: Transport): Promise<void> {
  return transport.send<void>({ method: 'DELETE', path: '/account/mail' })
}
