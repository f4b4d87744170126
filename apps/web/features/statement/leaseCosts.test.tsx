import { expect, test } from 'vitest'
import { LeaseCosts, leaseCosts } from '#web/features/statement/LeaseCosts.tsx'
import { markupFor } from '#web/i18n/test/markupFor.tsx'

const pt = (text: string) => `${BigInt(Math.round(Number(text) * 1e8)) * 10n ** 10n}`
const line = (kind: string, amount: string, leaseId: string | null) => ({ kind, amount: pt(amount), leaseId })

const movements = [
  line('deposit', '980', null),
  line('escrow', '-1.9', '7'),
  line('escrow', '-4', '8'),
  line('extension', '-1', '7'),
  line('refund', '2.8989', '7'),
  line('lease_pay', '5', '9'),
  line('refund', '0.5', '6'),
]
const lines = movements.map((one, at) => ({
  ...one,
  balanceAfter: `${movements.slice(0, at + 1).reduce((sum, { amount }) => sum + BigInt(amount), 0n)}`,
}))

test('adds up what each rented lease locked and returned, without pay and deposits', () => {
  expect(leaseCosts(lines).map(({ leaseId, locked, returned, cost }) => [leaseId, `${locked}`, `${returned}`, `${cost}`])).toEqual([
    ['7', pt('2.9'), pt('2.8989'), pt('0.0011')],
    ['8', pt('4'), '0', pt('4')],
    ['6', '0', pt('0.5'), pt('-0.5')],
  ])
})

test.each([
  ['en', 'What your leases cost in'],
  ['zh', '租约的费用'],
] as const)('shows the cost of a month, with decimals in which the amounts add up, in %s', (language, title) => {
  const statement = { month: '2026-11', lines } as unknown as Parameters<typeof LeaseCosts>[0]['statement']
  const page = markupFor(language, <LeaseCosts statement={statement} />)
  expect(page).toContain(title)
  expect(page).toContain('id="cost"')
  for (const amount of ['2.90', '2.8989', '0.0011', '−0.50', '3.5011']) expect(page).toContain(`>${amount}<`)
})

test('says that no lease cost anything in a month', () => {
  const statement = { month: '2026-11', lines: lines.slice(0, 1) } as unknown as Parameters<typeof LeaseCosts>[0]['statement']
  expect(markupFor('en', <LeaseCosts statement={statement} />)).toContain('No lease moved money in this month.')
})
