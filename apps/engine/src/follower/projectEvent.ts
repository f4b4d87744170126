import { assertNever } from '@infinitio/domain'
import type { ChainEvent } from '@infinitio/chain'
import { type Queryable, setUndoPosition } from '@infinitio/db'
import type { EventSite } from './eventSite.ts'
import type { Fold } from './fold/fold.ts'
import { projectAccounts } from './projectAccounts.ts'
import { projectLease } from './projectLease.ts'
import { projectLeaseChange } from './projectLeaseChange.ts'
import { projectRegistry } from './projectRegistry.ts'
import { projectSession } from './projectSession.ts'

/**
 * Folds one log into the projections. Money, leases and hours change in memory (`fold`, stored by the caller); rare rows are stored at once. Throws
 * if the log contradicts the stored rows.
 */
export async function projectEvent(tx: Queryable, fold: Fold, { event, site }: { event: ChainEvent; site: EventSite }): Promise<void> {
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
