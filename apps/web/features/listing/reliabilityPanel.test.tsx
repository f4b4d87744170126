import { expect, test } from 'vitest'
import { Attested } from '#web/features/listing/ReliabilityPanel.tsx'
import { markupFor } from '#web/i18n/test/markupFor.tsx'

const root = `0x${'ab'.repeat(32)}`
const facts = { hours: 24, presentSeconds: 82_800, daysInTime: 3, daysLate: 1 }
const found = { root, epoch: 490_000, attestedAt: 1, statement: { tier: 0, reliabilityBps: 8_570, facts } }

test('shows both means, and that the lower one counts', () => {
  const english = markupFor('en', <Attested found={found} />)
  expect(english).toContain('85.7 %')
  expect(english).toContain('(9 + 23) ÷ (10 + 24) = 94.11 %')
  expect(english).toContain('(9 + 3) ÷ (10 + 3 + 1) = 85.71 %')
  expect(english).toContain('Unverified')
  expect(english).toContain('No proof of its hardware exists.')
  expect(markupFor('zh', <Attested found={found} />)).toContain('85.7%')
})

test('says that a machine without late starts is judged by its presence only', () => {
  const english = markupFor('en', <Attested found={{ ...found, statement: { ...found.statement, facts: { ...facts, daysLate: 0 } } }} />)
  expect(english).toContain('No start was late, so the starts do not count.')
})

test('explains why there is no value yet', () => {
  expect(markupFor('en', <Attested found={{ root: null, epoch: null, attestedAt: null, statement: null }} />)).toContain('At least four validators')
  expect(markupFor('en', <Attested found={{ ...found, statement: null }} />)).toContain('within two hours')
})
