import type { ChainEvent } from '@infinitio/chain'
import { findChainSession, type Queryable, saveChainSession } from '@infinitio/db'
import { assertNever } from '@infinitio/domain'
import type { EventSite } from './eventSite.ts'

type SessionEvent = Extract<ChainEvent, { name: 'SessionAuthorized' | 'SessionRevoked' | 'SessionSpent' }>

const SECONDS_PER_DAY = 86_400n

/**
 * Folds one event of a session key. As in the contract, today's spending still counts after a new authorisation, and a revocation deletes it. If somebody
 * revokes a key that was never authorised, nothing changes. Throws for spending from a key that was not authorised.
 */
export async function projectSession(tx: Queryable, event: SessionEvent, { blockNumber: updatedBlock, timestamp }: EventSite): Promise<void> {
  const { account, key } = event
  const session = await findChainSession(tx, { account, key })
  switch (event.name) {
    case 'SessionAuthorized': {
      const { totalLeft, dayCap, expiry } = event
      const spent = { spentToday: session?.spentToday ?? 0n, spentOn: session?.spentOn ?? 0n }
      return saveChainSession(tx, { account, key, totalLeft, dayCap, ...spent, expiry, revoked: false, updatedBlock })
    }
    case 'SessionRevoked':
      if (session === null) return
      return saveChainSession(tx, { ...session, totalLeft: 0n, spentToday: 0n, spentOn: 0n, revoked: true, updatedBlock })
    case 'SessionSpent': {
      if (session === null) throw new Error(`the session key ${key} of ${account} is not in chain_sessions, but the chain says it spent`)
      const { totalLeft, spentToday } = event
      return saveChainSession(tx, { ...session, totalLeft, spentToday, spentOn: timestamp / SECONDS_PER_DAY, updatedBlock })
    }
    default:
      return assertNever(event)
  }
}
