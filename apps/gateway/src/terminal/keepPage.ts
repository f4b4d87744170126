import type { AdmittedLease } from '@infinitio/db'
import type { WebSocket } from 'ws'
import type { OpenConnection } from '../leases/leaseConnections.ts'
import { mayOpen, type TerminalKind } from './admitToken.ts'
import { refusePage } from './refusePage.ts'
import type { TerminalRooms } from './terminalRooms.ts'

/** A page that was admitted with a valid token, and the lease to which it belongs. */
export type AdmittedPage = {
  readonly page: WebSocket
  readonly lease: AdmittedLease
  readonly account: string
  readonly session: string | null
  readonly connectionId: string
  readonly rooms: TerminalRooms
}

/**
 * Counts an admitted page as a connection of its lease until the page closes, and records the end of the connection. Calls `leave` once, when the page closes.
 * Returns false if the page has already closed. Also returns false, and refuses the page, if the lease has too many connections.
 */
export function keepPage(
  { page, lease, account, session, connectionId, rooms }: AdmittedPage,
  {
    kind,
    bytes,
    end,
    leave,
  }: { kind: TerminalKind; bytes: { readonly bytesIn: number; readonly bytesOut: number }; end: OpenConnection['end']; leave: () => void },
): boolean {
  const connection: OpenConnection = {
    ...(session === null ? {} : { session }),
    mayStay: (now) => mayOpen(kind, account, now),
    end,
  }
  const hasLeft = () => {
    rooms.connections.remove(lease.leaseId, connection)
    rooms.evidence.connectionClosed(connectionId, bytes)
    leave()
  }
  // If the page closed while its token was checked, the event `close` will not come any longer, so record the end now.
  if (page.readyState === page.CLOSED) hasLeft()
  else page.once('close', hasLeft)
  if (page.readyState !== page.OPEN) return false
  if (rooms.connections.add(lease.leaseId, connection)) return true
  refusePage(page, 'api.rate_limited')
  return false
}
