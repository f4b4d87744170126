import type { SignedRoot } from '@infinitio/domain/wire'
import { expect, test } from 'vitest'
import { createRootBoard } from './boards.ts'

const hex = (digit: string) => `0x${digit.repeat(64)}`
const signedBy = (signer: string, change: Partial<SignedRoot> = {}): SignedRoot => ({
  ...{ subject: 'proofs', epoch: 1, root: hex('1') },
  signed: { setHash: hex('a'), signer, signature: `0x${'b'.repeat(130)}` },
  ...change,
})
const now = 1_800_000_000
const minute = now / 60
const hour = now / 3_600

test('keeps one signature for each validator, subject and epoch, and returns the first root of a validator that signed two', () => {
  const board = createRootBoard()
  const times = { at: now, now }
  expect(board.keep(signedBy('one'), times)?.root).toBe(hex('1'))
  expect(board.keep(signedBy('one', { root: hex('2') }), times)?.root).toBe(hex('1'))
  board.keep(signedBy('one', { subject: 'nodes' }), times)
  board.keep(signedBy('two'), times)
  expect(board.list(now).map(({ subject, signer }) => `${subject} ${signer}`)).toEqual(['proofs one', 'nodes one', 'proofs two'])
})

test('lists signatures for 25 hours by the time of their epoch, whatever its length is', () => {
  const board = createRootBoard()
  board.keep(signedBy('one', { epoch: minute }), { at: now, now })
  board.keep(signedBy('one', { subject: 'nodes', epoch: hour + 1 }), { at: now + 3_600, now })
  const listed = (hours: number) => board.list(now + hours * 3_600).map(({ subject }) => subject)
  expect([listed(25), listed(26), listed(27)]).toEqual([['proofs', 'nodes'], ['nodes'], []])
})

test('drops no signature for a validator that signs a root for every minute, neither its own nor those of others', () => {
  const board = createRootBoard()
  board.keep(signedBy('honest', { subject: 'nodes', epoch: hour }), { at: now, now })
  const flood = (count: number, later = 0) =>
    Array.from({ length: count }, (_, index) => {
      const epoch = minute + later / 60 - index
      return board.keep(signedBy('flooding', { epoch }), { at: epoch * 60, now: now + later })
    }).filter((it) => it !== null)
  expect(flood(1_400)).toHaveLength(256)
  expect(board.list(now)).toHaveLength(257)
  // A signature that the board has can be submitted again, and there is room again a day later.
  expect(board.keep(signedBy('flooding', { epoch: minute }), { at: now, now })).not.toBeNull()
  expect(board.list(now)).toHaveLength(257)
  expect(flood(10, 30 * 3_600)).toHaveLength(10)
})

test('says before anything is stored whether it takes a signature', () => {
  const board = createRootBoard()
  const takes = (change: Partial<SignedRoot> = {}) => board.takes(signedBy('one', change), { now })
  expect(takes()).toBe(true)
  expect(board.list(now)).toEqual([])
  board.keep(signedBy('one'), { at: now, now })
  expect([takes(), takes({ root: hex('2') })]).toEqual([true, false])
  for (let epoch = 2; epoch <= 256; epoch += 1) board.keep(signedBy('one', { epoch }), { at: now, now })
  expect([takes(), takes({ epoch: 256 }), takes({ epoch: 257 })]).toEqual([true, true, false])
})
