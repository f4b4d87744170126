import type { PublicProviderWire } from '@infinitio/domain/wire'
import { expect, test } from 'vitest'
import { providerText } from './providerText.ts'

const pt = 10n ** 18n
const account = `0x${'ab'.repeat(20)}` as const
const provider: PublicProviderWire = {
  ...{ account, name: 'Fjord\u001b[31m Compute', since: 1, machines: 2, gpus: 9, closedLeases: 4, gpuSeconds: '3600' },
  ...{ respondedBps: null, reliabilityBps: null, tiers: [], faults: { recent: 0, all: 1 } },
  reputation: { meanBps: 9_349, fulfilled: `${1_500n * pt}`, failed: `${4n * pt}`, epoch: 500_000, root: `0x${'34'.repeat(32)}` },
  reviews: { hundredths: null, authors: 0, reviews: 0, sharedFunders: 0 },
}

test('shows a reputation with the values from which it follows, and no control character of a name', () => {
  const text = providerText(provider)
  expect(text).toMatch(/reputation +93\.4 %/)
  expect(text).toMatch(/fulfilled +1,500\.00 PT/)
  expect(text).toMatch(/broken +4\.00 PT/)
  expect(text).toMatch(/attested for +2027-01-15T09:00/)
  expect(text).not.toContain('\u001b')
})

test('shows that a reputation is not measured before validators attested one', () => {
  const text = providerText({ ...provider, reputation: null })
  expect(text).toMatch(/reputation +not measured yet/)
  expect(text).not.toContain('fulfilled  ')
})
