import { assert, assertNever } from '@infinitio/domain'
import type { ChainEvent } from '@infinitio/chain'
import { type Queryable, saveAccountBond, saveAccountFloor, sweepAccountFees } from '@infinitio/db'
import type { EventSite } from './eventSite.ts'
import { moveBalance } from './moveBalance.ts'

type AccountEvent = Extract<ChainEvent, { name: 'Deposited' | 'Withdrawn' | 'FeesSwept' | 'FloorRaised' | 'Bonded' | 'Unbonding' | 'BondSlashed' }>

/** The purpose whose bond lists a provider's nodes; other purposes are not shown. */
const PROVIDER_PURPOSE = 'Provider'

/** Folds what the chain said about an account. Asserts that the balance it names is the one we count. */
export async function projectAccounts(tx: Queryable, event: AccountEvent, site: EventSite): Promise<void> {
  const updatedBlock = site.blockNumber
  switch (event.name) {
    case 'Deposited': {
      const { account, amount } = event
      const balance = await moveBalance(tx, { account, kind: 'deposit', amount, fees: 0n, leaseId: null }, site)
      return assert(balance === event.balance, `the balance of ${account} is the one the chain names after a deposit`)
    }
    case 'Withdrawn': {
      const { account, amount } = event
      const balance = await moveBalance(tx, { account, kind: 'withdrawal', amount: -amount, fees: 0n, leaseId: null }, site)
      return assert(balance === event.balance, `the balance of ${account} is the one the chain names after a withdrawal`)
    }
    case 'FeesSwept': {
      const swept = await sweepAccountFees(tx, { accounts: event.accounts, updatedBlock })
      return assert(swept === event.amount, 'the fees swept are the ones that waited')
    }
    case 'FloorRaised':
      return saveAccountFloor(tx, { account: event.account, floor: event.floor, updatedBlock })
    case 'Bonded':
    case 'Unbonding':
    case 'BondSlashed':
      if (event.purpose !== PROVIDER_PURPOSE) return
      return saveAccountBond(tx, { account: event.account, bonded: event.bonded, updatedBlock })
    default:
      return assertNever(event)
  }
}
