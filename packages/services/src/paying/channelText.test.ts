import { assetUnits, hex32, keccak256Hex } from '@infinitio/domain'
import { expect, test } from 'vitest'
import { exampleReceipt } from '../../test/examples.ts'
import { newClientChannel, type OpenRequest, withOpen, withReceipt } from '../clientChannel.ts'
import { readClientChannel, writeClientChannel } from './channelText.ts'

const requests = [1, 2].map((seq): OpenRequest => {
  const word = hex32(`0x${String(seq).padStart(64, '0')}`)
  return { seq, salt: '0x', request: word, digest: word, prompt: { bytes: 2, messages: 1 }, mostOutput: null, counted: 0 }
})
const first = { receipt: exampleReceipt({ n: 1, seq: 1, cost: assetUnits(3n), spent: assetUnits(3n) }), hash: keccak256Hex(Uint8Array.of(1)) }
const second = {
  receipt: exampleReceipt({ n: 2, seq: 2, previous: first.hash, cost: assetUnits(4n), spent: assetUnits(7n) }),
  hash: keccak256Hex(Uint8Array.of(2)),
}

test('asks again after a restart for a receipt that had arrived before an earlier one', () => {
  const open = requests.reduce(withOpen, newClientChannel({ serial: 0, settled: assetUnits(0n) }))
  const early = withReceipt(open, second) ?? expect.unreachable()
  expect(early.open.map(({ seq }) => seq)).toEqual([1])
  const restarted = readClientChannel(writeClientChannel(early)) ?? expect.unreachable()
  expect(restarted.open.map(({ seq }) => seq)).toEqual([1, 2])
  const afterFirst = withReceipt(restarted, first) ?? expect.unreachable()
  expect(withReceipt(afterFirst, second)).toMatchObject({ n: 2, owed: 7n, newest: second.hash, open: [], waiting: [] })
})

test('reads back what it wrote, and nothing from other texts', () => {
  const channel = withOpen(newClientChannel({ serial: 3, settled: assetUnits(5n) }), requests[0] ?? expect.unreachable())
  expect(readClientChannel(writeClientChannel(channel))).toEqual(channel)
  for (const text of ['', '{}', '{"ceiling":"x","owed":"1"}']) expect(readClientChannel(text)).toBeNull()
})
