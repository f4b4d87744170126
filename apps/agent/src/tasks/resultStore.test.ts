import { type Hex32, hex32 } from '@infinitio/domain'
import { expect, it } from 'vitest'
import { createResultStore } from './resultStore.ts'

const word = (digit: string): Hex32 => hex32(`0x${digit.repeat(64)}`)
const place = { taskId: word('1'), commitment: word('2') }
const seal = async () => new Uint8Array([1])

it('sends a result once, however often it is asked for', async () => {
  let sent = 0
  const store = createResultStore(async () => {
    sent += 1
    return { receipt: `0x${sent}` }
  })
  expect(await Promise.all([store(place, seal), store(place, seal)])).toEqual(['0x1', '0x1'])
  expect(await store({ ...place, commitment: word('3') }, seal)).toBe('0x2')
})

it('rests after a failure, and then sends again', async () => {
  let now = 0
  let isAway = true
  let asked = 0
  const put = async () => {
    asked += 1
    if (isAway) throw new Error('away')
    return { receipt: '0xaa' }
  }
  const store = createResultStore(put, { nowMs: () => now })
  await expect(store(place, seal)).rejects.toThrow('away')
  await expect(store(place, seal)).rejects.toThrow('away')
  expect(asked).toBe(1)
  isAway = false
  now = 5_000
  expect(await store(place, seal)).toBe('0xaa')
})
