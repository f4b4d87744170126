import { address } from '@infinitio/domain'
import { describe, expect, test } from 'vitest'
import { type PanelLog, panelDuties, panelNotices } from './panelDuties.ts'

const hour = 3_600
const until = 1_000 * hour
const one = address(`0x${'1'.repeat(40)}`)
const two = address(`0x${'2'.repeat(40)}`)

function drawn(panelId: bigint, list: string): PanelLog[] {
  return [
    { panelId, kind: 'requested', list, number: 10 + Number(panelId) },
    { panelId, kind: 'drawn', members: [one, two], until },
  ]
}

describe('panelDuties', () => {
  test('returns the panels of bounties, carbon proofs and findings, without juries and panels that have no members yet', () => {
    const lists = ['Bounties', 'CarbonRegistry', 'Findings', 'DisputeCourt', 'Unknown']
    const logs: PanelLog[] = [
      ...lists.flatMap((list, place) => drawn(BigInt(place), list)),
      { panelId: 9n, kind: 'requested', list: 'Bounties', number: 19 },
    ]
    expect(panelDuties(logs)).toEqual([
      { subject: 'bounty', number: 10, panelId: 0n, members: [one, two], answered: [], until },
      { subject: 'carbon_proof', number: 11, panelId: 1n, members: [one, two], answered: [], until },
      { subject: 'finding', number: 12, panelId: 2n, members: [one, two], answered: [], until },
    ])
  })

  test('lists the members that answered', () => {
    expect(panelDuties([...drawn(1n, 'Bounties'), { panelId: 1n, kind: 'answered', member: two }])).toMatchObject([{ answered: [two] }])
  })

  test('forgets a closed panel, also one that was dropped without all answers', () => {
    expect(panelDuties([...drawn(1n, 'Bounties'), ...drawn(2n, 'Bounties'), { panelId: 1n, kind: 'closed' }])).toMatchObject([{ panelId: 2n }])
  })
})

describe('panelNotices', () => {
  const duties = panelDuties(drawn(1n, 'Bounties'))
  const steps = (now: number, logs: readonly PanelLog[] = []) =>
    panelNotices(panelDuties([...drawn(1n, 'Bounties'), ...logs]), now).map(({ account, step }) => [account, step])

  test('notifies each member of its selection, and again within 12 hours of the deadline', () => {
    expect(steps(until - 13 * hour)).toEqual([one, two].map((account) => [account, 'drawn']))
    expect(steps(until - 12 * hour)).toEqual(['drawn', 'closing'].flatMap((step) => [one, two].map((account) => [account, step])))
    expect(panelNotices(duties, until - hour)[0]).toEqual({ account: one, step: 'drawn', subject: 'bounty', number: 11, panelId: 1n, until })
  })

  test('notifies nobody that answered, and nobody after the deadline', () => {
    expect(steps(until - hour, [{ panelId: 1n, kind: 'answered', member: one }])).toEqual([
      [two, 'drawn'],
      [two, 'closing'],
    ])
    expect(steps(until)).toEqual([])
  })
})
