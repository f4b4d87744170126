import { address, hex32, zeroHex32 } from '@infinitio/domain'
import { expect, test } from 'vitest'
import { disputeNotices } from './disputeNotices.ts'
import { disputeRecords } from './disputeRecords.ts'
import type { DisputeLog } from './disputeSource.ts'

const account = (digit: string) => address(`0x${digit.repeat(40)}`)
const [opener, provider, juror, silent] = [account('a'), account('b'), account('c'), account('d')]
const at = { id: 1, at: 1_000, txHash: zeroHex32 }
const hour = 3_600
const opening = {
  ...at,
  kind: 'opened',
  opener,
  respondent: provider,
  lease: { market: account('9'), leaseId: 7n },
  purpose: null,
  claim: 40n,
  bond: 25n,
} as const
const opened: DisputeLog = { ...opening, until: 48 * hour }
const selected: DisputeLog[] = [
  opened,
  { ...at, kind: 'requested', round: 1, panelId: 5n, until: 144 * hour },
  { kind: 'drawn', panelId: 5n, members: [juror, silent], txHash: hex32(`0x${'1'.repeat(64)}`), blockNumber: 1n },
  { ...at, kind: 'voting', round: 1, panelId: 5n, until: 200 * hour },
  { ...at, kind: 'committed', round: 1, account: juror },
  // A vote commitment by an account that is not a juror. The contract accepts it from anyone, and it must change nothing.
  { ...at, kind: 'committed', round: 1, account: opener },
]
const counted: DisputeLog[] = [...selected, { ...at, kind: 'counted', round: 1, state: 'decided', judged: 2, until: 272 * hour }]
const news = (logs: readonly DisputeLog[], now: number) =>
  disputeNotices(disputeRecords(logs), now).map(({ step, account: to }) => `${step} ${to.slice(2, 3)}`)

test('notifies the other side when a dispute opens, and both sides before evidence closes', () => {
  expect(news([opened], hour)).toEqual(['opened b'])
  expect(news([opened], 40 * hour)).toEqual(['opened b', 'closing a', 'closing b'])
  expect(news([opened], 48 * hour)).toEqual([])
})

test('notifies jurors of their selection, those who stored no vote before it is too late, and those who did of the reveals', () => {
  expect(news(selected, 150 * hour)).toEqual(['drawn c', 'drawn d'])
  expect(news(selected, 164 * hour - 1)).toEqual(['drawn c', 'drawn d'])
  expect(news(selected, 164 * hour)).toEqual(['drawn c', 'drawn d', 'vote d'])
  expect(news(selected, 180 * hour)).toEqual(['reveal c'])
  expect(news([...selected, { ...at, kind: 'revealed', round: 1, account: juror, vote: 1 }], 180 * hour)).toEqual([])
})

test('tells the loser how long an appeal is possible, and everybody of the end for a day', () => {
  expect(news(counted, 210 * hour)).toEqual(['appealable b', 'decided a', 'decided c', 'decided d'])
  const done: DisputeLog[] = [...counted, { ...at, at: 280 * hour, kind: 'executed', verdict: 1, jurors: 1, jurorPay: 12n, burned: 0n }]
  expect(news(done, 281 * hour)).toEqual(['executed a', 'executed b', 'executed c', 'executed d'])
  expect(news(done, 310 * hour)).toEqual([])
  expect(news([opened, { ...at, at: 200 * hour, kind: 'lapsed', state: 'stands' }], 201 * hour)).toEqual(['stands a', 'stands b'])
})
