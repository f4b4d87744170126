import { describe, expect, test } from 'vitest'
import { draftOfAddress } from '#web/features/order-ticket/draftOfAddress.ts'
import { orderAddress } from '#web/features/order-ticket/orderAddress.ts'

const node = `0x${'ab'.repeat(32)}`
const listing = { node, classId: 3, ask: { pricePerGpuSecond: '5555' }, quote: { gpus: 2, durationSeconds: 7_200 } } as Parameters<
  typeof orderAddress
>[0]

describe('an order in the address of a market', () => {
  test('says price, GPUs, hours, the start and the machine, and the ticket reads them', () => {
    const address = orderAddress(listing, 500_000 * 3_600)
    expect(address).toBe(`/market/3?price=5555&gpus=2&hours=2&start=500000&node=${node}`)
    const draft = draftOfAddress(new URLSearchParams(address.split('?')[1]))
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

  test('counts for nothing when a part is missing or makes no sense', () => {
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
