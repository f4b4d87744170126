import { type Hex32, hex32 } from '@infinitio/domain'
import { expect, onTestFinished, test } from 'vitest'
import { followFingerprints } from './followFingerprints.ts'

const [one, two] = [hex32(`0x${'1'.repeat(64)}`), hex32(`0x${'2'.repeat(64)}`)]

test('an agent reports each fingerprint once, and those of the other adapters if one fails', async () => {
  const reasons: unknown[] = []
  const broken = { name: 'render', fingerprints: () => Promise.reject(new Error('no Blender')) }
  const models = { name: 'inference', fingerprints: async () => [one, two, one] }
  const noted = await new Promise<readonly Hex32[]>((resolve) => {
    const logger = { info: (about: object) => void reasons.push(about) }
    onTestFinished(followFingerprints([broken, models, { name: 'data' }], { note: resolve, logger: logger as never }))
  })
  expect(noted).toEqual([one, two])
  expect(reasons).toEqual([{ adapter: 'render', reason: 'no Blender' }])
})
