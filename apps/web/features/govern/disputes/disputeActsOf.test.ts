import type { DisputeDetailWire } from '@infinitio/domain/wire'
import { expect, test } from 'vitest'
import { disputeActsOf } from '#web/features/govern/disputes/disputeActsOf.ts'

const [opener, provider, juror, other] = ['0x11', '0x22', '0x33', '0x44']
const member = (change: object = {}) => ({ account: juror, committed: false, vote: null, paid: '0', ...change })
const dispute = (acts: string[], change: object = {}, members: object[] = [member()]) =>
  ({
    opener,
    respondent: provider,
    verdict: null,
    slash: null,
    next: { acts, deadline: null },
    juries: [{ members }],
    ...change,
  }) as unknown as DisputeDetailWire

test('lets both parties submit evidence, and nobody else', () => {
  const open = dispute(['submit'])
  expect([opener, provider, juror, ''].map((account) => disputeActsOf(open, account).length)).toEqual([1, 1, 0, 0])
})

test('lets a juror commit, and reveal only a stored vote, once', () => {
  expect(disputeActsOf(dispute(['commit']), juror)).toEqual(['commit'])
  expect(disputeActsOf(dispute(['commit']), other)).toEqual([])
  expect(disputeActsOf(dispute(['reveal']), juror)).toEqual([])
  expect(disputeActsOf(dispute(['reveal'], {}, [member({ committed: true })]), juror)).toEqual(['reveal'])
  expect(disputeActsOf(dispute(['reveal'], {}, [member({ committed: true, vote: 'opener' })]), juror)).toEqual([])
})

test('lets the loser appeal, and anyone for the record of a slash', () => {
  const slash = { purpose: 'Provider', executeAt: 1 }
  expect(disputeActsOf(dispute(['appeal'], { verdict: 'record' }), opener)).toEqual(['appeal'])
  expect(disputeActsOf(dispute(['appeal'], { verdict: 'record' }), provider)).toEqual([])
  expect(disputeActsOf(dispute(['appeal'], { verdict: 'opener' }), provider)).toEqual(['appeal'])
  expect(disputeActsOf(dispute(['appeal'], { verdict: 'opener' }), other)).toEqual([])
  expect(disputeActsOf(dispute(['appeal'], { verdict: 'opener', slash }), other)).toEqual(['appeal'])
})

test('pays a juror that voted as the verdict, once; a juror that cannot tell votes for the record', () => {
  const done = (vote: string, verdict: string, paid = '0') => disputeActsOf(dispute(['pay'], { verdict }, [member({ vote, paid })]), juror)
  expect(done('opener', 'opener')).toEqual(['pay'])
  expect(done('unsure', 'record')).toEqual(['pay'])
  expect(done('record', 'opener')).toEqual([])
  expect(done('opener', 'opener', '5')).toEqual([])
})
