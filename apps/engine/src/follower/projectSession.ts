import type { ChainEvent } from '@infinitio/chain'
import { findChainSession, type Queryable, saveChainSession } from '@infinitio/db'
import { assertNever } from '@infinitio/domain'
import type { EventSite } from './eventSite.ts'

type SessionEvent = Extract<ChainEvent, { name: 'SessionAuthorized' | 'SessionRevoked' | 'SessionSpent' }>

const SECONDS_PER_DAY = 86_400n

/** Folds what the chain said about a session key. Throws when it was used or revoked without having been authorised. */
export async function projectSession(tx: Queryable, event: SessionEvent, { blockNumber: updatedBlock, timestamp }: EventSite): Promise<void> {
  const { account, key } = event
  if (event.name === 'SessionAuthorized') {
    const { totalLeft, dayCap, expiry } = event
    return saveChainSession(tx, { account, key, totalLeft, dayCap, spentToday: 0n, spentOn: 0n, expiry, revoked: false, updatedBlock })
  }
  const session = await findChainSession(tx, { account, key })
  if (session === null) throw new Error(`the session key ${key} of ${account} is not in chain_sessions, but the chain speaks of it`)
  switch (event.name) {
    case 'SessionRevoked':
      return saveChainSession(tx, { ...session, totalLeft: 0n, revoked: true, updatedBlock })
    case 'SessionSpent': {
      const { totalLeft, spentToday } = event
      return saveChainSession(tx, { ...session, totalLeft, spentToday, spentOn: timestamp / SECONDS_PER_DAY, updatedBlock })
    }
    default:
      return assertNever(event)
  }
}
