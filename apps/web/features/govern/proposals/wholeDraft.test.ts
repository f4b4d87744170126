import { expect, test } from 'vitest'
import { callDraft, type Draft, isFieldWrong } from '#web/features/govern/proposals/actDraft.ts'
import { type AddedAct, mostCalls, wholeDraft, withAct } from '#web/features/govern/proposals/wholeDraft.ts'

const to = `0x${'11'.repeat(20)}`
const line = ({ bytes, coins }: { bytes: number; coins: bigint }) => ({ name: `call with ${bytes} bytes`, amount: `${coins}` })
const typed = { kind: 'call', callTo: to, callData: '0xABcd', callValue: '0' }
const act = (data: string): AddedAct => ({ kind: 'call', draft: callDraft({ ...typed, callData: data }, { line }) })
const empty: Draft = { calls: null, lines: [] }

test('puts the changes of the list and of the fields into one proposal, in their order', () => {
  const whole = wholeDraft([act('0x01'), act('0x02')], { draft: callDraft(typed, { line }), typed })
  expect(whole.calls?.map(({ data }) => data)).toEqual(['0x01', '0x02', '0xabcd'])
  expect(whole.lines.map(({ name }) => name)).toEqual(['1. call with 1 bytes', '2. call with 1 bytes', '3. call with 2 bytes'])
})

test('leaves a proposal without calls while the fields have an incomplete change', () => {
  expect(wholeDraft([act('0x01')], { draft: empty, typed: { kind: 'grant', amount: '5' } }).calls).toBeNull()
  expect(wholeDraft([act('0x01')], { draft: empty, typed: { kind: 'grant', source: 'surplus' } }).calls).toHaveLength(1)
  expect(wholeDraft([], { draft: empty, typed: {} }).calls).toBeNull()
})

test('leaves a proposal without calls while a change of the list is no longer valid', () => {
  const whole = wholeDraft([act('0x01'), { kind: 'grant', draft: empty }], { draft: empty, typed: {} })
  expect(whole.calls).toBeNull()
  expect(whole.lines.map(({ name }) => name)).toEqual(['1. call with 1 bytes'])
})

test('takes no more calls than the API tries out', () => {
  const full = Array.from({ length: mostCalls }, () => act('0x01'))
  expect(withAct(full, { kind: 'call', draft: act('0x02').draft })).toBeNull()
  expect(withAct(full.slice(1), { kind: 'call', draft: act('0x02').draft })).toHaveLength(mostCalls)
  expect(withAct([], { kind: 'grant', draft: empty })).toBeNull()
  expect(wholeDraft(full, { draft: callDraft(typed, { line }), typed }).calls).toBeNull()
})

test('takes a typed call only with an address, whole bytes and an amount', () => {
  expect(callDraft(typed, { line }).calls).toEqual([{ to: expect.stringMatching(/^0x1{40}$/i), data: '0xabcd', value: 0n }])
  for (const wrong of [{ callTo: '0x11' }, { callData: '0xabc' }, { callData: 'abcd' }, { callValue: '-1' }, { callValue: '' }])
    expect(callDraft({ ...typed, ...wrong }, { line }).calls).toBeNull()
  expect(isFieldWrong('callData', { callData: `0x${'00'.repeat(8_193)}` })).toBe(true)
})
