import { assert, assertNever } from '@infinitio/domain'
import type { ChainEvent } from '@infinitio/chain'
import type { EventSite } from './eventSite.ts'
import type { Fold } from './fold/fold.ts'
import { accountRow, moveBalance } from './moveBalance.ts'

type AccountEvent = Extract<
  ChainEvent,
  { name: 'Deposited' | 'Withdrawn' | 'FeesSwept' | 'FloorRaised' | 'RelayFeePaid' | 'Bonded' | 'Unbonding' | 'BondSlashed' }
>

/** Only a bond with this purpose lets a provider list nodes. The tables have no bonds for other purposes. */
const PROVIDER_PURPOSE = 'Provider'

/** Applies one event of an account to the rows. Asserts that the balance in the event equals the one that was calculated. */
export function projectAccounts(fold: Fold, event: AccountEvent, site: EventSite): void {
  const updatedBlock = site.blockNumber
  switch (event.name) {
    case 'Deposited': {
      const { account, amount } = event
      const balance = moveBalance(fold, { account, kind: 'deposit', amount, fees: 0n, leaseId: null }, site)
      assert(balance === event.balance, `the balance of ${account} is the one the chain names after a deposit`)
      return
    }
    case 'Withdrawn': {
      const { account, amount } = event
      const balance = moveBalance(fold, { account, kind: 'withdrawal', amount: -amount, fees: 0n, leaseId: null }, site)
      assert(balance === event.balance, `the balance of ${account} is the one the chain names after a withdrawal`)
      return
    }
    case 'RelayFeePaid': {
      const { account, relayer, amount } = event
      moveBalance(fold, { account, kind: 'relay_fee', amount: -amount, fees: 0n, leaseId: null }, site)
      moveBalance(fold, { account: relayer, kind: 'relay_fee', amount, fees: 0n, leaseId: null }, site)
      return
    }
    case 'FeesSwept':
      sweepFees(fold, event, site)
      return
    case 'FloorRaised':
      fold.accounts.put({ ...accountRow(fold, event.account), floor: event.floor, updatedBlock }, site)
      return
    case 'Bonded':
    case 'Unbonding':
    case 'BondSlashed':
      if (event.purpose === PROVIDER_PURPOSE) fold.accounts.put({ ...accountRow(fold, event.account), bonded: event.bonded, updatedBlock }, site)
      return
    default:
      assertNever(event)
  }
}

function sweepFees(fold: Fold, { accounts, amount }: Extract<AccountEvent, { name: 'FeesSwept' }>, site: EventSite): void {
  let swept = 0n
  for (const account of new Set<string>(accounts)) {
    const row = accountRow(fold, account)
    swept += row.fees
    if (row.fees > 0n) fold.accounts.put({ ...row, fees: 0n, updatedBlock: site.blockNumber }, site)
  }
  assert(swept === amount, 'the fees swept are the ones that waited')
}
