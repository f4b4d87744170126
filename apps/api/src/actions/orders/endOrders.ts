import { randomUUID } from 'node:crypto'
import { endLostStreams, hasLostStreams, insertApiCommands, listUncoveredBids } from '@infinitio/db'
import { address, orderHash } from '@infinitio/domain'
import { toCanonical } from '@infinitio/matching'
import type { Services } from '../../services/services.ts'

const mostAtOnce = 500

/**
 * Takes the bids out of the book that their session key covers no more: it was taken back, has run out, or was given less. Returns how many. Command keys name the bid as it
 * is, so that two servers tell the matcher once, and again when a match of it was given up.
 */
export async function endUncoveredBids(services: Services): Promise<number> {
  const { now } = services.clock.read()
  const bids = await listUncoveredBids(services.db, { now: BigInt(now), limit: mostAtOnce })
  if (bids.length === 0) return 0
  const commands = bids.map(({ bidHash, account, updatedSeq }) => ({
    commandKey: `uncovered:${bidHash}:${updatedSeq}`,
    kind: 'CancelOrder',
    payload: toCanonical({ kind: 'CancelOrder', orderHash: orderHash(bidHash), by: address(account) }),
  }))
  const accepted = await services.db.transaction((tx) => insertApiCommands(tx, commands))
  const told = [...accepted.values()].filter(({ isNew }) => isNew).length
  if (told === 0) return 0
  services.logger.info({ bids: told }, 'bids leave that their session keys cover no more')
  services.hub.wake()
  return told
}

/** So long may a stream be without a connection before its orders leave. */
const lostAfterSeconds = 5

/** Takes the orders out of the book whose stream no connection has held for five seconds, whichever process held it. Returns of how many streams. */
export async function endLostOrderStreams(services: Services): Promise<number> {
  if (!(await hasLostStreams(services.db, { afterSeconds: lostAfterSeconds }))) return 0
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
