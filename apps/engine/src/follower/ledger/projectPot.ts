import type { LedgerEvent } from '@infinitio/chain'
import { findAllowance, type Queryable, saveAllowance } from '@infinitio/db'
import { assertNever } from '@infinitio/domain'
import type { EventSite } from '../eventSite.ts'
import { movePot } from './movePot.ts'

/** The events of pots (an account's money in the service ledger) and of allowances (the amounts that a key may spend from a pot). */
export type PotEvent = Extract<LedgerEvent, { name: `Pot${string}` | `Allowance${string}` }>

const secondsPerDay = 86_400n

/**
 * Applies one event of a pot (an account's money in the service ledger) or of an allowance (the amount that a key may spend from it) to the rows. As in the
 * contract, a changed allowance does not reset the amount that was spent today. Throws for spending without an allowance.
 */
export async function projectPot(tx: Queryable, event: PotEvent, { blockNumber, timestamp }: EventSite): Promise<void> {
  switch (event.name) {
    case 'PotDeposited':
      return movePot(tx, { account: event.account, asset: event.asset, free: event.amount }, blockNumber)
    case 'PotWithdrawn':
      return movePot(tx, { account: event.account, asset: event.asset, free: -event.amount }, blockNumber)
    case 'PotFeesSwept':
      return movePot(tx, { account: event.account, asset: event.asset, fees: -event.amount }, blockNumber)
    case 'AllowanceSet': {
      const { payer, key, asset, left: unitsLeft, dayCap, unsettled, until } = event
      const before = await findAllowance(tx, { payer, key, asset })
      const spent = { spentToday: before?.spentToday ?? 0n, spentOn: before?.spentOn ?? 0n }
      return saveAllowance(tx, { payer, key, asset, unitsLeft, dayCap, ...spent, unsettled, until, updatedBlock: blockNumber })
    }
    case 'AllowanceUsed': {
      const { payer, key, asset, units } = event
      const given = await findAllowance(tx, { payer, key, asset })
      if (given === null) throw new Error(`the key ${key} of ${payer} is not in allowances, but the chain says that it spent ${asset}`)
      const spentOn = timestamp / secondsPerDay
      const spentToday = (given.spentOn === spentOn ? given.spentToday : 0n) + units
      return saveAllowance(tx, { ...given, unitsLeft: given.unitsLeft - units, spentToday, spentOn, updatedBlock: blockNumber })
    }
    default:
      return assertNever(event)
  }
}
