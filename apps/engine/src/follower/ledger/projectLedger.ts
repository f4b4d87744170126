import type { LedgerEvent } from '@infinitio/chain'
import type { Queryable } from '@infinitio/db'
import { assertNever } from '@infinitio/domain'
import type { EventSite } from '../eventSite.ts'
import { projectChannel } from './projectChannel.ts'
import { projectPot } from './projectPot.ts'
import { projectService } from './projectService.ts'

/** Applies one event of the service ledger to the ledger's tables. Throws if the event contradicts the stored rows. */
export async function projectLedger(tx: Queryable, event: LedgerEvent, site: EventSite): Promise<void> {
  switch (event.name) {
    case 'ServiceRegistered':
    case 'ServiceOperatorSet':
    case 'ServiceTermsSet':
    case 'ServiceBondAdded':
    case 'ServiceBondLeaving':
    case 'ServiceBondReturned':
    case 'ServiceFindingNoted':
    case 'ServiceBondSlashed':
      return projectService(tx, event, site)
    case 'PotDeposited':
    case 'PotWithdrawn':
    case 'PotFeesSwept':
    case 'AllowanceSet':
    case 'AllowanceUsed':
      return projectPot(tx, event, site)
    case 'ChannelFunded':
    case 'ChannelExiting':
    case 'ChannelClosed':
    case 'ChannelsSettled':
      return projectChannel(tx, event, site)
    default:
      return assertNever(event)
  }
}
