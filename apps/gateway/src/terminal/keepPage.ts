import type { AdmittedLease } from '@infinitio/db'
import type { WebSocket } from 'ws'
import type { OpenConnection } from '../leases/leaseConnections.ts'
import { mayOpen, type TerminalKind } from './admitToken.ts'
import { refusePage } from './refusePage.ts'
import type { TerminalRooms } from './terminalRooms.ts'

/** A page whose token was good, and the lease it was let in to. */
export type AdmittedPage = {
  readonly page: WebSocket
  readonly lease: AdmittedLease
  readonly account: string
  readonly session: string | null
  readonly connectionId: string
  readonly rooms: TerminalRooms
}

/**
 * Counts an admitted page among the connections of its lease until it closes, and then writes down its end; `leave` is called once. False, with nothing to do,
 * for a page that went while its token was judged, and for one more than a lease may have, which is refused.
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
  // Its `close` was told already, to nobody.
  if (page.readyState === page.CLOSED) hasLeft()
  else page.once('close', hasLeft)
  if (page.readyState !== page.OPEN) return false
  if (rooms.connections.add(lease.leaseId, connection)) return true
  refusePage(page, 'api.rate_limited')
  return false
}
