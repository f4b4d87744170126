import { zeroHex32 } from '@infinitio/domain'
import { expect, it } from 'vitest'
import { limitOf } from './marketSession.ts'

const artefact = `https://market.example/api/v1/artefacts/${zeroHex32}`

it('gives a stored file two minutes, and every other request ten seconds', () => {
  expect(limitOf(artefact, { method: 'GET' })).toBe(120_000)
  expect(limitOf(new URL(artefact))).toBe(120_000)
  for (const [url, method] of [
    [artefact, 'PUT'],
    [`${artefact}/upload`, 'GET'],
    ['https://market.example/api/v1/artefacts', 'GET'],
    ['https://market.example/api/v1/leases', 'GET'],
  ] as const)
    expect(limitOf(url, { method })).toBe(10_000)
})
