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
  const page = markupFor(language, <ServiceCosts statement={{ month: '2026-11', services, sales: [] }} side="services" />)
  for (const part of [title, text, '/models/tiny%20chat', '1,234', '2.50\u00a0PT', '2.50 G', 'href="/usage"']) expect(page).toContain(part)
})

test('shows that no AI service settled anything', () => {
  expect(markupFor('en', <ServiceCosts statement={{ month: '2026-11', services: [], sales: [] }} side="services" />)).toContain(
    'No AI service settled anything',
  )
})

test.each([
  ['en', 'What your AI services earned in', 'before the fee'],
  ['zh', '你的 AI 服务的收入', '未扣除费用和版税'],
] as const)('shows a seller what its services settled, and nobody else, in %s', (language, title, text) => {
  const page = (sales: (typeof cost)[]) =>
    markupFor(language, <ServiceCosts statement={{ month: '2026-11', services: [cost], sales }} side="sales" />)
  for (const part of [title, text, '1,234', '2.50\u00a0PT', 'href="/provide/services"']) expect(page([cost])).toContain(part)
  expect(page([])).toBe('')
})
