import { expect, test } from 'vitest'
import { createTransfers, type Transfer } from './transfers.ts'

test('runs transfers one at a time, and continues after one fails or is cancelled', async () => {
  let shown: readonly Transfer[] = []
  const over: string[] = []
  const transfers = createTransfers({ onChange: (all) => (shown = all), onDone: ({ name, state }) => over.push(`${name} ${state}`) })
  let running = 0
  const work = (fails: boolean) => async (told: { onBytes: (bytes: number) => void }) => {
    running += 1
    expect(running).toBe(1)
    told.onBytes(2)
    await new Promise(setImmediate)
    told.onBytes(3)
    running -= 1
    if (fails) throw new Error('no room')
  }
  transfers.start({ direction: 'up', name: 'first', totalBytes: 5 }, work(false))
  transfers.start({ direction: 'up', name: 'second', totalBytes: 5 }, work(true))
  transfers.start({ direction: 'down', name: 'third', totalBytes: null }, work(false))
  transfers.start({ direction: 'down', name: 'fourth', totalBytes: 1 }, work(false))
  transfers.cancel(3)
  await expect.poll(() => over).toEqual(['first done', 'second failed', 'third cancelled', 'fourth done'])
  await expect
    .poll(() => shown.map(({ bytes, error }) => [bytes, error?.message]))
    .toEqual([
      [5, undefined],
      [5, 'no room'],
      [0, undefined],
      [5, undefined],
    ])
  transfers.clear()
  await expect.poll(() => shown).toEqual([])
})
