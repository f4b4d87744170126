import type { GpuClassWire } from '@infinitio/domain/wire'
import { expect, test } from 'vitest'
import { wordsToRun } from '#web/features/palette/wordsToRun.ts'

const large = { classId: 3, name: 'H100', vramGib: 80, cheapestPricePerGpuSecond: '1000' } as GpuClassWire

test.each([
  ['whisper', [large], ['/gpus?class=3']],
  ['run llama 70B 16-bit', [large], ['/gpus?class=3&gpus=3']],
  ['SDXL', [large], ['/gpus?class=3']],
  ['whisper', [], ['/gpus?vram=4']],
  ['run', [large], []],
  ['w', [large], []],
  ['wallet', [large], []],
])('“%s” leads to the filters of what it names', (typed, classes, hrefs) => {
  expect(wordsToRun(typed, classes).map(({ href }) => href)).toEqual(hrefs)
})
