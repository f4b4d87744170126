import type { Transport } from '../client/createTransport.ts'

/** Marks a notification of the signed-in account as read, and with `andOlder` all before it. */
export function markNotificationsRead(transport: Transport, body: { notificationId: string; andOlder: boolean }): Promise<void> {
  return transport.send<void>({ method: 'POST', path: '/account/notifications/read', body })
}
