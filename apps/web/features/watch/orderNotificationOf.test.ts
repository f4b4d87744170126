import type { OrderWire } from '@infinitio/domain/wire'
import { expect, test } from 'vitest'
import { orderNotificationOf } from '#web/features/watch/orderNotificationOf.ts'

test.each([
  ['open', 0, 0, null],
  ['partly_filled', 2, 0, { kind: 'part', gpus: 2, isOver: false }],
  ['partly_filled', 2, 2, null],
  ['partly_filled', 1, 2, null],
  ['matched', 4, 0, null],
  ['settled', 4, 2, { kind: 'filled', gpus: 2, isOver: true }],
  ['settled', 3, 3, { kind: 'left', gpus: 0, isOver: true }],
  ['cancelled', 0, 0, { kind: 'left', gpus: 0, isOver: true }],
  ['expired', 1, 0, { kind: 'left', gpus: 1, isOver: true }],
  ['abandoned', 0, 0, { kind: 'left', gpus: 0, isOver: true }],
] as const)('of an order of 4 that is %s with %i filled, with %i notified', (state, gpusFilled, told, notification) => {
  const order = { renter: '0x', gpus: 4 } as unknown as OrderWire['order']
  expect(orderNotificationOf({ gpusFilled: told }, { state, gpusFilled, order })).toEqual(notification)
})
