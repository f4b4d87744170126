import { expect, test } from 'vitest'
import { PullProgress } from './ensureImage.ts'

const downloading = (id: string, current: number, total: number) => ({ id, status: 'Downloading', progressDetail: { current, total } })

test('combines the layers of a pull into one number, reported per ten per cent', () => {
  const progress = new PullProgress()
  const lines = [
    { status: 'Pulling from library/debian', id: '12' },
    ...[downloading('a', 0, 100), downloading('b', 0, 900), downloading('a', 50, 100), downloading('a', 100, 100), downloading('b', 400, 900)],
    { id: 'b', status: 'Download complete', progressDetail: {} },
  ]
  expect(lines.map((line) => progress.take(line))).toEqual([null, 0, null, null, 10, 50, 100])
})

test('ignores lines that are not about a pull', () => {
  const progress = new PullProgress()
  for (const line of [null, 'text', 5, { id: 7 }, { id: 'a', progressDetail: { current: -1, total: 5 } }, {}]) expect(progress.take(line)).toBeNull()
})

test('limits its memory when an engine reports endless layers', () => {
  const progress = new PullProgress()
  for (let layer = 0; layer < 5_000; layer += 1) progress.take(downloading(`layer ${layer}`, 1, 1_000_000))
  expect(progress.take(downloading('one more', 1_000_000, 1_000_000))).toBeNull()
})
