import { describe, expect, test } from 'vitest'
import { draftOfAddress } from '#web/features/order-ticket/draftOfAddress.ts'

const node = `0x${'ab'.repeat(32)}`
describe('an order in the address of a market', () => {
  test('contains price, GPUs, hours, start and machine, and the ticket reads them', () => {
    const draft = draftOfAddress(new URLSearchParams(`price=5555&gpus=2&hours=2&start=500000&node=${node}`))
    expect(draft).toMatchObject({
      node,
      shape: 'oneNode',
      force: 'ioc',
      gpus: 2,
      hours: 2,
      start: 'window',
      startFrom: '2027-01-15T08:00',
      startUntil: '2027-01-15T09:00',
    })
  })

  test('returns nothing if a part is missing or invalid', () => {
    for (const address of [
      '',
      'price=1&gpus=2&hours=2',
      'price=-1&gpus=2&hours=2&start=5',
      'price=1&gpus=0&hours=2&start=5',
      'price=1&gpus=1&hours=673&start=5',
      `node=${node}`,
    ])
      expect(draftOfAddress(new URLSearchParams(address))).toEqual({})
  })
})
