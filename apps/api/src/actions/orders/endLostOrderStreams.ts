import { randomUUID } from 'node:crypto'
import { endLostStreams, insertApiCommands } from '@infinitio/db'
import { toCanonical } from '@infinitio/matching'
import type { Services } from '../../services/services.ts'

/** So long may a stream be without a connection before its orders leave. */
const lostAfterSeconds = 5

/** Takes the orders out of the book whose stream no connection has held for five seconds, whichever process held it. Returns of how many streams. */
export async function endLostOrderStreams(services: Services): Promise<number> {
  const ended = await services.db.transaction(async (tx) => {
    const ids = await endLostStreams(tx, { afterSeconds: lostAfterSeconds })
    const commands = ids.map((session) => ({
      commandKey: `cancel-session:${session}:${randomUUID()}`,
      kind: 'CancelSession',
      payload: toCanonical({ kind: 'CancelSession', session }),
    }))
    await insertApiCommands(tx, commands)
    return ids
  })
  if (ended.length === 0) return 0
  services.logger.info({ streams: ended.length }, 'order streams were lost; their orders leave')
  services.hub.wake()
  return ended.length
}
