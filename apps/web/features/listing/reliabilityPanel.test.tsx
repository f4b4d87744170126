import { expect, test } from 'vitest'
import { Attested } from '#web/features/listing/ReliabilityPanel.tsx'
import { markupFor } from '#web/i18n/test/markupFor.tsx'

const root = `0x${'ab'.repeat(32)}`
const facts = {
  ...{ hours: 24, presentSeconds: 82_800, daysInTime: 3, daysLate: 1, daySlots: 0, dayPassed: 0, hasNewPass: false },
  ...{ slotDays: 0, recentSlots: 0, recentPassed: 0, readySeconds: null, probedHours: 0, gateways: 0, networkMbps: null },
  ...{ region: 'unknown' as const, bondBps: 10_000, cleanDays: 90 },
}
const found = { root, epoch: 490_000, attestedAt: 1, statement: { tier: 0, reliabilityBps: 8_570, facts } }

test('shows both means, and that the lower one counts', () => {
  const english = markupFor('en', <Attested found={found} maker="gpu" />)
  expect(english).toContain('85.7 %')
  expect(english).toContain('(9 + 23) ÷ (10 + 24) = 94.11 %')
  expect(english).toContain('(9 + 3) ÷ (10 + 3 + 1) = 85.71 %')
  expect(english).toContain('Unverified')
  expect(english).toContain('No proof of its hardware exists.')
  expect(markupFor('zh', <Attested found={found} maker="gpu" />)).toContain('85.7%')
})

test('says that a machine without late starts is judged by its presence only', () => {
  const english = markupFor('en', <Attested found={{ ...found, statement: { ...found.statement, facts: { ...facts, daysLate: 0 } } }} maker="gpu" />)
  expect(english).toContain('No lease started late, so the starts do not change the reliability.')
})

test('shows the tests of the hardware', () => {
  const proven = { ...found, statement: { tier: 1, reliabilityBps: 8_570, facts: { ...facts, daySlots: 12, dayPassed: 10, hasNewPass: true } } }
  const english = markupFor('en', <Attested found={proven} maker="gpu" />)
  expect(english).toContain('Verified')
  expect(english).toContain('passed 10 of 12')
  expect(english).toContain('It passed at least one of the last two.')
  expect(markupFor('en', <Attested found={found} maker="gpu" />)).toContain('No hardware test of this machine counted')
  expect(markupFor('zh', <Attested found={proven} maker="gpu" />)).toContain('12 次中通过 10 次')
  expect(english).toContain('Its hardware is proven.')
  expect(markupFor('en', <Attested found={proven} maker="simulated" />)).toMatch(/Verified.*The proof of its hardware is only simulated/s)
  expect(markupFor('zh', <Attested found={proven} maker="processor" />)).toMatch(/已验证.*只有处理器完成的证明，不能说明机器有 GPU/s)
  expect(markupFor('en', <Attested found={found} maker="simulated" />)).not.toContain('simulated proof')
})

test('explains why there is no value yet', () => {
  expect(markupFor('en', <Attested found={{ root: null, epoch: null, attestedAt: null, statement: null }} maker="gpu" />)).toContain(
    'At least four validators',
  )
  expect(markupFor('en', <Attested found={{ ...found, statement: null }} maker="gpu" />)).toContain('within two hours')
})
