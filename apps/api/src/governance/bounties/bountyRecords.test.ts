import { address, zeroHex32 } from '@infinitio/domain'
import { describe, expect, test } from 'vitest'
import { bountyRecords } from './bountyRecords.ts'
import type { BountyLog, WorkLog } from './bountySource.ts'

const [sponsor, claimer, reviewer] = [1, 2, 3].map((digit) => address(`0x${`${digit}`.repeat(40)}`)) as [never, never, never]
const at = { id: 1, txHash: zeroHex32, blockNumber: 1n }
const posted: BountyLog = {
  ...{ ...at, kind: 'posted', sponsor, category: 'tools', reward: 1_000n, openUntil: 100, workSeconds: 50, text: 'A tool' },
}
const claimed: BountyLog = { ...at, kind: 'claimed', claimer, claimBond: 50n, until: 60 }
const submitted: BountyLog = { ...at, kind: 'submitted', claimer, evidence: 'here', until: 90 }
const asked: BountyLog = { ...at, kind: 'asked', panelId: 7n }
const reviewed: BountyLog = { ...at, kind: 'reviewed', reviewer, score: 70, reason: '' }

describe('a bounty', () => {
  const recordAfter = (...logs: WorkLog[]) => bountyRecords([posted, ...logs]).get(1)

  test('goes from claim to review by its events, and is open to all again where the work is refused or late', () => {
    expect(recordAfter()).toMatchObject({ state: 'open', claimer: null, claimBond: 50n, until: null })
    expect(recordAfter(claimed)).toMatchObject({ state: 'claimed', claimer, until: 60 })
    expect(recordAfter(claimed, submitted, asked)).toMatchObject({ state: 'review', until: 90, evidence: 'here', panelId: 7n })
    const again = { state: 'open', claimer: null, until: null, evidence: null }
    for (const end of ['rejected', 'notSubmitted', 'notReviewed'] as const)
      expect(recordAfter(claimed, submitted, asked, { ...at, kind: 'ended', claimer, end })).toMatchObject(again)
    expect(recordAfter(claimed, submitted, asked, reviewed, { ...at, kind: 'ended', claimer, end: 'accepted' })).toMatchObject({
      state: 'accepted',
      claimer,
    })
    expect(recordAfter({ ...at, kind: 'returned', sponsor, reward: 1_000n })).toMatchObject({ state: 'returned' })
    // Only the answers of the latest panel count. An event that a panel was selected counts only for the bounty that requested this panel. Panel 8 was
    // requested by no bounty here, so it is ignored.
    const drawn = (panelId: bigint) => ({ kind: 'drawn', panelId, members: [reviewer], txHash: zeroHex32, blockNumber: 1n }) as const
    const twice = recordAfter(claimed, submitted, asked, drawn(7n), reviewed, { ...asked, panelId: 9n }, drawn(8n), drawn(9n))
    expect(recordAfter(claimed, submitted, asked, drawn(7n), reviewed)?.answers).toEqual([reviewed])
    expect(twice?.answers).toEqual([])
    expect(twice?.logs.filter(({ kind }) => kind === 'drawn')).toEqual([drawn(7n), drawn(9n)])
    // Ignores events of a bounty that was never posted.
    expect(bountyRecords([claimed]).size).toBe(0)
  })
})
