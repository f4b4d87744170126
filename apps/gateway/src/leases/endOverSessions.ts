import { type Db, listOpenSessions } from '@infinitio/db'
import type { Logger } from '@infinitio/process'
import type { LeaseConnections } from './leaseConnections.ts'

/** Ends the connections of sessions that were signed out or have expired. Ends nothing while the database does not respond. Never rejects. */
export async function endOverSessions({ db, connections, logger }: { db: Db; connections: LeaseConnections; logger: Logger }): Promise<void> {
  const asked = connections.sessions()
  if (asked.length === 0) return
  try {
    const open = await listOpenSessions(db, { tokenHashes: asked })
    connections.endSessions(asked.filter((session) => !open.has(session)))
  } catch (error) {
    logger.debug({ err: error }, 'sessions cannot be read; what is open stays open')
  }
}
