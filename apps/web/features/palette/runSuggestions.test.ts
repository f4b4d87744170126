import type { GpuClassWire } from '@infinitio/domain/wire'
import { expect, test } from 'vitest'
import { runSuggestions } from '#web/features/palette/runSuggestions.ts'

const large = { classId: 3, name: 'H100', vramGib: 80, cheapestPricePerGpuSecond: '1000' } as GpuClassWire

test.each([
  ['whisper', [large], ['/gpus?run=whisper-large-v3']],
  ['run llama 3.3 70B 16-bit', [large], ['/gpus?run=llama-3.3-70b_16bit']],
  ['fine-tune SDXL', [large], ['/gpus?run=sdxl_lora']],
  ['whisper', [], ['/gpus?run=whisper-large-v3']],
  ['run', [large], []],
  ['w', [large], []],
  ['wallet', [large], []],
])('“%s” leads to the filters of what it names', (typed, classes, hrefs) => {
  expect(runSuggestions(typed, classes).map(({ href }) => href)).toEqual(hrefs)
})
