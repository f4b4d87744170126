import { assertNever } from '@infinitio/domain'
import type { ChainEvent } from '@infinitio/chain'
import type { Queryable } from '@infinitio/db'
import type { EventSite } from './eventSite.ts'
import { projectAccounts } from './projectAccounts.ts'
import { projectLease } from './projectLease.ts'
import { projectRegistry } from './projectRegistry.ts'

/** Folds one log into the projections. The caller has set the undo position. Throws when the log contradicts what is stored. */
export async function projectEvent(tx: Queryable, event: ChainEvent, site: EventSite): Promise<void> {
  switch (event.name) {
    case 'Deposited':
    case 'Withdrawn':
    case 'FeesSwept':
    case 'FloorRaised':
    case 'Bonded':
    case 'Unbonding':
    case 'BondSlashed':
      return projectAccounts(tx, event, site)
    case 'Settled':
    case 'LeaseReady':
    case 'LeasePaid':
    case 'LeaseEnded':
    case 'LeaseClosed':
      return projectLease(tx, event, site)
    case 'NodeRegistered':
    case 'NodeUpdated':
    case 'NodeRetired':
    case 'NodeAttested':
    case 'ProviderListed':
    case 'ProviderDelisted':
    case 'ClassAdded':
    case 'RegionAdded':
    case 'ReferencePriceChanged':
      return projectRegistry(tx, event, site)
    case 'AskCancelled':
    case 'BidCancelled':
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
