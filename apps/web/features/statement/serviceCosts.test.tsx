import { expect, test } from 'vitest'
import { ServiceCosts } from '#web/features/statement/ServiceCosts.tsx'
import { markupFor } from '#web/i18n/test/markupFor.tsx'

const service = `0x${'c'.repeat(40)}`
const cost = { service, model: 'tiny chat', asset: 'PToken', settled: '2500000000000000000', requests: 1_234 } as const

test.each([
  ['en', 'What AI services cost in', 'not from your Market balance'],
  ['zh', 'AI 服务的费用', '而不是从你的市场余额收款'],
] as const)('shows what each AI service settled in a month, in %s', (language, title, text) => {
  const services = [cost, { ...cost, asset: 'G' as const, model: null }]
  const page = markupFor(language, <ServiceCosts statement={{ month: '2026-11', services }} />)
  for (const part of [title, text, '/models/tiny%20chat', '1,234', '2.50\u00a0PT', '2.50 G', 'href="/usage"']) expect(page).toContain(part)
})

test('shows that no AI service settled anything', () => {
  expect(markupFor('en', <ServiceCosts statement={{ month: '2026-11', services: [] }} />)).toContain('No AI service settled anything')
})
