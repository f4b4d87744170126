import type { Transport } from '../client/createTransport.ts'

/** Deletes the billing details of the signed-in account; none is no error. */
export function deleteBilling(transport: Transport): Promise<void> {
  return transport.send<void>({ method: 'DELETE', path: '/account/billing' })
}
