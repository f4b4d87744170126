import { randomUUID } from 'node:crypto'
import { endLostStreams, hasLostStreams, insertApiCommands, listUncoveredBids } from '@infinitio/db'
import { address, orderHash } from '@infinitio/domain'
import { toCanonical } from '@infinitio/matching'
import type { Services } from '../../services/services.ts'

const mostAtOnce = 500

/**
 * Cancels bids of session keys that were revoked, have expired or have too little budget left, at most `mostAtOnce` bids per call. Stores one command for the
 * matcher for each bid, and returns the number of commands that are new. The command's key contains the journal number of the bid's last change. So two servers
 * together store only one command, but a bid that has changed since then gets a new command.
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

/** After this many seconds without a connection, the orders of an order stream (an open connection of an account) are cancelled. */
const lostAfterSeconds = 5

/**
 * An account can place orders through an order stream (an open connection). Cancels the orders of streams that have had no connection to any server process for
 * five seconds. Returns the number of these streams.
 */
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
