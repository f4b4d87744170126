import type { LeaseWire } from '@infinitio/domain/wire'
import { describe, expect, test } from 'vitest'
import { WeekUse, weekUseOf } from '#web/features/provide/WeekUse.tsx'
import { markupFor } from '#web/i18n/test/markupFor.tsx'

const day = 86_400
const now = 1_800_000_000
const node = { node: 'a', gpus: 4 }
const lease = (start: number, { of = 'a', gpus = 4, endsAt = now + day, closedAt = null as number | null } = {}) =>
  ({ terms: { node: of, start, gpus }, endsAt, settled: { at: start }, closed: closedAt === null ? null : { at: closedAt } }) as unknown as LeaseWire
const useOf = (leases: readonly LeaseWire[]) => weekUseOf({ leases: [...leases], node, now })

describe('the use of a machine in a week', () => {
  test('is the leased share of its GPUs on each day', () => {
    expect(useOf([])).toBe('0,0,0,0,0,0,0')
    expect(useOf([lease(now - 2 * day)])).toBe('0,0,0,0,0,100,100')
    expect(useOf([lease(now - 30 * day, { gpus: 1 }), lease(now - day / 2, { gpus: 2 })])).toBe('25,25,25,25,25,25,50')
    expect(useOf([lease(now - day, { of: 'b' })])).toBe('0,0,0,0,0,0,0')
  })

  test('ends where a lease ended, or was closed before its end', () => {
    expect(useOf([lease(now - 3 * day, { endsAt: now - 2 * day })])).toBe('0,0,0,0,100,0,0')
    expect(useOf([lease(now - 3 * day, { closedAt: now - 2.5 * day })])).toBe('0,0,0,0,50,0,0')
  })

  test('leaves out the days before the oldest lease if the list of leases is full', () => {
    const full = Array.from({ length: 100 }, () => lease(now - 2.5 * day, { gpus: 0 }))
    expect(useOf(full)).toBe('0,0')
  })
})

test('the line has a name with all numbers, in both languages, and is missing without two days', () => {
  expect(markupFor('en', <WeekUse use="0,50,100" />)).toMatch(
    /role="img" aria-label="Leased share of the machine per day, last 3 days: 0 %, 50 %, 100 %"/,
  )
  expect(markupFor('zh', <WeekUse use="0,50" />)).toContain('最近 2 天每天的出租率：0 %, 50 %')
  expect(markupFor('en', <WeekUse use="0,50,100" />)).toContain('d="M1.5,18.5L36.0,10.0L70.5,1.5"')
  expect([markupFor('en', <WeekUse use="" />), markupFor('en', <WeekUse use="7" />)]).toEqual(['', ''])
})
