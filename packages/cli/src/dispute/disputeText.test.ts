import type { StoredDispute } from '@infinitio/sdk/governance'
import { describe, expect, it } from 'vitest'
import { disputeJson, disputeRows, nextText } from './disputeText.ts'

const account = (digit: string) => `0x${digit.repeat(40)}` as StoredDispute['opener']
const until = 1_800_000_000
const pt = 10n ** 18n
const dispute: StoredDispute = {
  ...{ id: 3n, state: 'voting', until, round: 1, verdict: null, opener: account('a'), respondent: account('b'), appellant: null },
  ...{ bond: 25n * pt, appealBond: 0n, claim: 40n * pt, slash: null, jurorPay: 0n },
  jury: { panelId: 9n, members: [account('c'), account('d')], votes: [1, null] },
}

describe('the text of a dispute', () => {
  it('shows bonds, jurors with their revealed votes, and the next step with its deadline', () => {
    expect(disputeRows(dispute, until - 1)).toEqual([
      ['Dispute', '3'],
      ['About', `a lease of ${account('b')}`],
      ['State', 'voting'],
      ['Next', 'reveal before 2027-01-15T08:00:00.000Z'],
      ['Opener', `${account('a')}, bond 25.00 PT`],
      ['Other side', account('b')],
      ['Amount', '40.00 PT'],
      ['Juror', `${account('c')}: for the opener`],
      ['Juror', account('d')],
    ])
  })

  it('shows verdict, appeal and pay of a finished dispute about a slash', () => {
    const done: StoredDispute = {
      ...{ ...dispute, state: 'done', verdict: 0, respondent: null, appellant: account('a'), appealBond: 75n * pt, jurorPay: pt },
      slash: { purpose: 'Provider', executeAt: until },
    }
    const rows = Object.fromEntries(disputeRows(done, until))
    expect(rows).toMatchObject({ About: 'a slash of a bond (Provider)', Verdict: 'the record stands', 'Pay of a juror': '1.00 PT', Next: 'pay' })
    expect(rows['Appeal']).toBe(`${account('a')}, bond 75.00 PT`)
    expect(nextText({ ...done, state: 'stands' }, until)).toBe('nothing')
  })

  it('prints JSON with decimal strings and the next step', () => {
    const json = JSON.parse(JSON.stringify(disputeJson(dispute, until))) as unknown
    expect(json).toMatchObject({ id: 3, bond: `${25n * pt}`, jury: { panelId: '9', votes: [1, null] }, next: { acts: ['count'], deadline: null } })
  })
})
