import { assertNever } from '@infinitio/domain'
import { type ChainEvent, isLedgerEvent } from '@infinitio/chain'
import { findChainSession, type Queryable, saveChainSession, setUndoPosition } from '@infinitio/db'
import type { EventSite } from './eventSite.ts'
import type { Fold } from './fold/fold.ts'
import { projectLedger } from './ledger/projectLedger.ts'
import { projectAccounts } from './projectAccounts.ts'
import { projectLease } from './projectLease.ts'
import { projectLeaseChange } from './projectLeaseChange.ts'
import { projectRegistry } from './projectRegistry.ts'

/**
 * Applies one log (event) to the projections, which are the tables that can be built again. Changes money, leases and booked hours in memory (`fold`); the
 * caller stores them at the end. Stores rows that rarely change at once. Throws if the log contradicts the stored rows.
 */
export async function projectEvent(tx: Queryable, fold: Fold, { event, site }: { event: ChainEvent; site: EventSite }): Promise<void> {
  if (isLedgerEvent(event)) {
    await setUndoPosition(tx, site)
    return projectLedger(tx, event, site)
  }
  switch (event.name) {
    case 'Deposited':
    case 'Withdrawn':
    case 'FeesSwept':
    case 'FloorRaised':
    case 'RelayFeePaid':
    case 'Bonded':
    case 'Unbonding':
    case 'BondSlashed':
      projectAccounts(fold, event, site)
      return
    case 'Settled':
    case 'LeaseReady':
    case 'LeasePaid':
    case 'LeaseEnded':
    case 'LeaseClosed':
      projectLease(fold, event, site)
      return
    case 'LeaseExtended':
    case 'LeaseCredited':
    case 'LeaseTokenised':
    case 'LeaseTokenMoved':
    case 'CompensationPaid':
      projectLeaseChange(fold, event, site)
      return
    case 'NodeRegistered':
    case 'NodeUpdated':
    case 'NodeRetired':
    case 'NodeAttested':
    case 'ProviderListed':
    case 'ProviderDelisted':
    case 'ClassAdded':
    case 'RegionAdded':
    case 'ReferencePriceChanged':
      await setUndoPosition(tx, site)
      return projectRegistry(tx, event, site)
    case 'SessionAuthorized':
    case 'SessionRevoked':
    case 'SessionSpent':
      await setUndoPosition(tx, site)
      return projectSession(tx, event, site)
    case 'AskCancelled':
    case 'BidCancelled':
    case 'NonceUsed':
    case 'SettleSkipped':
    case 'BondWithdrawn':
    case 'EntrySet':
    case 'EngineSet':
    case 'FeeSet':
    case 'ReceiptKeySet':
    case 'GatewayHostKeySet':
    case 'Administrative':
      return
    default:
      return assertNever(event)
  }
}

type SessionEvent = Extract<ChainEvent, { name: 'SessionAuthorized' | 'SessionRevoked' | 'SessionSpent' }>

const SECONDS_PER_DAY = 86_400n

/**
 * Applies one event of a session key (a second key of an account) to the rows. As in the contract, a new authorisation keeps the amount that the key spent
 * today, and a revocation resets it. The revocation of a key that was never authorised changes nothing. Throws for spending from a key that was not authorised.
 */
async function projectSession(tx: Queryable, event: SessionEvent, { blockNumber: updatedBlock, timestamp }: EventSite): Promise<void> {
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
