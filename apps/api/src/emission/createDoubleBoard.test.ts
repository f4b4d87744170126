import { expect, test } from 'vitest'
import { createDoubleBoard, type DoubleSignature } from './boards.ts'

const root = (digit: string) => ({ setHash: `0x${'a'.repeat(64)}`, root: `0x${digit.repeat(64)}`, signature: `0x${'b'.repeat(130)}` })
const double = (change: Partial<DoubleSignature> = {}): DoubleSignature => ({
  ...{ subject: 'nodes', epoch: 1, signer: `0x${'1'.repeat(40)}`, first: root('1'), second: root('2') },
  ...change,
})

test('keeps the first pair of a member for a subject and an hour', () => {
  const board = createDoubleBoard()
  board.note(double())
  board.note(double({ second: root('3') }))
  board.note(double({ epoch: 2 }))
  board.note(double({ subject: 'emission' }))
  expect(board.list()).toEqual([double(), double({ epoch: 2 }), double({ subject: 'emission' })])
})

test('drops the oldest pairs when it is full', () => {
  const board = createDoubleBoard()
  for (let epoch = 0; epoch < 300; epoch += 1) board.note(double({ epoch }))
  expect(board.list()).toHaveLength(256)
  expect(board.list()[0]?.epoch).toBe(44)
})
