import type { LedgerEvent } from '@infinitio/chain'
import { findService, type Queryable, saveService, type ServiceRow } from '@infinitio/db'
import { assertNever, zeroHex32 } from '@infinitio/domain'
import type { EventSite } from '../eventSite.ts'
import { movePot } from './movePot.ts'

/** The events of a service in the service ledger: its registration, and all later changes. */
export type ServiceEvent = Extract<LedgerEvent, { name: `Service${string}` }>

/**
 * Applies one event of an AI service to the rows. The event is about its registration, its terms, its operator or its bond. A change of the bond moves PToken
 * from or to the pot (the balance in the service ledger) of the service's payee. Throws for an unknown service.
 */
export async function projectService(tx: Queryable, event: ServiceEvent, site: EventSite): Promise<void> {
  const updatedBlock = site.blockNumber
  if (event.name === 'ServiceRegistered') return saveService(tx, registered(event, site))
  const { service: id } = event
  const row = await findService(tx, { service: id })
  if (row === null) throw new Error(`the service ${id} is not in services`)
  const save = (change: Partial<ServiceRow>) => saveService(tx, { ...row, ...change, updatedBlock })
  switch (event.name) {
    case 'ServiceOperatorSet':
      return save({ operator: event.operator })
    case 'ServiceTermsSet':
      return save({ terms: event.terms, termsHash: event.hash, termsAt: site.timestamp })
    case 'ServiceBondAdded':
      await movePot(tx, { account: row.payee, asset: 'PToken', free: -event.amount }, updatedBlock)
      return save({ bond: event.bond })
    case 'ServiceBondLeaving':
      return save({ outAt: event.outAt, noted: false })
    case 'ServiceFindingNoted':
      return save({ outAt: event.outAt, noted: true })
    case 'ServiceBondReturned':
      await movePot(tx, { account: row.payee, asset: 'PToken', free: event.amount }, updatedBlock)
      return save({ bond: 0n, outAt: 0n, noted: false })
    case 'ServiceBondSlashed':
      await movePot(tx, { account: event.victim, asset: 'PToken', free: event.compensation }, updatedBlock)
      return save({ bond: row.bond - event.taken })
    default:
      return assertNever(event)
  }
}

/** Returns the row of a new service. Its terms are still empty, because they come with the next event of the same transaction. */
function registered(event: Extract<ServiceEvent, { name: 'ServiceRegistered' }>, { blockNumber, timestamp }: EventSite): ServiceRow {
  const { service, payee, royaltyTo, lockSeconds, operator, model } = event
  const fixed = { service, payee, royaltyTo, royaltyBps: Number(event.royaltyBps), lockSeconds, operator, model }
  const terms = { terms: '0x', termsHash: zeroHex32, termsAt: timestamp }
  return { ...fixed, ...terms, bond: 0n, outAt: 0n, noted: false, registeredAt: timestamp, updatedBlock: blockNumber }
}
