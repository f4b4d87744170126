import { address, hex32 } from '@infinitio/domain'
import { describe, expect, it } from 'vitest'
import { disputeRecords } from '../../governance/disputes/disputeRecords.ts'
import type { DisputeLog } from '../../governance/disputes/disputeSource.ts'
import { disputeMoney } from './disputeMoney.ts'

const opener = address(`0x${'a1'.repeat(20)}`)
const of = { id: 1, at: 1, txHash: hex32(`0x${'0'.repeat(64)}`) }
const opened = {
  ...of,
  ...{ kind: 'opened', opener, respondent: null, lease: null, purpose: 'Validator', claim: 1_000n, bond: 100n, until: 2 },
} as const satisfies DisputeLog
const lapsed = { ...of, kind: 'lapsed', state: 'stands' } as const satisfies DisputeLog

describe('the payments of a dispute that no jury decided', () => {
  it('are the whole bond without jurors', () => {
    expect(paymentsAfter([opened, lapsed])).toEqual([{ to: opener, reason: 'bond', amount: '100' }])
  })

  it('are the bond less the fee, and the fee, if jurors were selected', () => {
    expect(paymentsAfter([opened, { kind: 'kept', id: 1, amount: 20n }, lapsed])).toEqual([
      { to: opener, reason: 'bond', amount: '80' },
      { to: null, reason: 'fee', amount: '20' },
    ])
  })
})

describe('the part of the bonds that jurors share', () => {
  const requested = { ...of, kind: 'requested', round: 2, panelId: 7n, until: 3 } as const
  it('is half of the opener’s bond with one jury, and the whole with a second one', () => {
    expect(moneyAfter([opened]).pot).toBe('50')
    expect(moneyAfter([opened, requested]).pot).toBe('100')
  })
})

function paymentsAfter(logs: readonly DisputeLog[]) {
  return moneyAfter(logs).payments
}

function moneyAfter(logs: readonly DisputeLog[]) {
  const [record] = disputeRecords(logs)
  return disputeMoney(record ?? expect.unreachable(), { fine: 50n })
}
