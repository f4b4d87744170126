import type { NodeProbesWire } from '@infinitio/domain/wire'
import { expect, test } from 'vitest'
import { NodeNetwork } from '#web/features/listing/NetworkPanel.tsx'
import { NextTier } from '#web/features/listing/ReliabilityPanel.tsx'
import { markupFor } from '#web/i18n/test/markupFor.tsx'

const hour = { hour: 500_000, validators: 4, gateways: ['gateway-1', 'gateway-2'], rttMs: 21.4, downMbps: 940.2, upMbps: 512.4 }
const region = { name: 'eu-west', state: 'consistent', possible: 4, impossible: 1 } as const
const found: NodeProbesWire = {
  ...{ node: `0x${'ab'.repeat(32)}`, claimedMbps: 1_000, probedHours: 24, gateways: 2, networkMbps: 512, region, hours: [hour] },
}
const facts = {
  ...{ hours: 100, presentSeconds: 356_400, daysInTime: 3, daysLate: 0, daySlots: 12, dayPassed: 12, hasNewPass: true },
  ...{ slotDays: 3, recentSlots: 84, recentPassed: 80, readySeconds: null, probedHours: 24, gateways: 1, networkMbps: 940 },
  ...{ region: 'unknown' as const, bondBps: 15_000, cleanDays: 90 },
}

test('shows the claimed speed beside the measured one', () => {
  const english = markupFor('en', <NodeNetwork found={found} />)
  for (const text of ['The provider states 1,000 Mbit/s', '512 Mbit/s', '2 gateways', 'gateway-1, gateway-2', '21.4 ms', '940'])
    expect(english).toContain(text)
  expect(markupFor('zh', <NodeNetwork found={found} />)).toContain('1,000 Mbit/s')
})

test('says that a machine was not measured, or not reached', () => {
  const none = { ...hour, gateways: [], rttMs: null, downMbps: 0, upMbps: 0 }
  expect(markupFor('en', <NodeNetwork found={{ ...found, networkMbps: null, hours: [none] }} />)).toContain('Not reached')
  expect(markupFor('en', <NodeNetwork found={{ ...found, networkMbps: null, hours: [] }} />)).toContain('at least six of the last 24 hours')
})

test('lists what a machine still lacks for tier 2', () => {
  const english = markupFor('en', <NextTier statement={{ tier: 1, reliabilityBps: 9_800, facts }} />)
  for (const text of ['conditions not met yet: 3', '95 %', 'not measured yet', '2 gateways']) expect(english).toContain(text)
  expect(markupFor('zh', <NextTier statement={{ tier: 0, reliabilityBps: 9_800, facts: { ...facts, hasNewPass: false } }} />)).toContain('95')
})

test('lists what a machine of tier 2 still lacks for tier 3, and nothing at tier 3', () => {
  const english = markupFor('en', <NextTier statement={{ tier: 2, reliabilityBps: 9_800, facts }} />)
  for (const text of [
    'conditions not met yet: 4',
    'Tier 3: be online for 99.9 %',
    '1,000 Mbit/s',
    'too few validators',
    'Not met: now 1.5.',
    'Met: now 90.',
  ])
    expect(english).toContain(text)
  const elsewhere = { ...facts, region: 'false' } as const
  expect(markupFor('en', <NextTier statement={{ tier: 2, reliabilityBps: 9_800, facts: elsewhere }} />)).toContain('the machine answered so fast')
  expect(markupFor('zh', <NextTier statement={{ tier: 2, reliabilityBps: 9_800, facts: elsewhere }} />)).toContain('机器的回答比光')
  expect(markupFor('en', <NextTier statement={{ tier: 3, reliabilityBps: 9_800, facts }} />)).toContain('the highest')
})

test('shows whether the region is possible', () => {
  const textOf = (state: 'consistent' | 'false' | 'unknown', lang: 'en' | 'zh' = 'en') =>
    markupFor(lang, <NodeNetwork found={{ ...found, region: { ...region, state } }} />)
  expect(textOf('consistent')).toContain('fits the measurements of 4 validators, but not those of 1')
  expect(textOf('false')).toContain('even light from there needs more time')
  expect(textOf('unknown')).toContain('not confirmed yet')
  expect(textOf('false', 'zh')).toContain('即使是光，从那里传来也需要更长时间')
})
