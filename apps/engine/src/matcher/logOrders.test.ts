import { orderHash } from '@infinitio/domain'
import { createLogger } from '@infinitio/process'
import { expect, it } from 'vitest'
import { logOrders } from './logOrders.ts'

const hash = orderHash(`0x${'ab'.repeat(32)}`)

it('logs the order and the reason for every event that ends or rests an order', () => {
  const written: string[] = []
  const logger = createLogger({ room: 'example' }, { write: (line) => void written.push(line) })
  logger.level = 'info'
  const events = [
    { kind: 'BidRested', orderHash: hash, gpus: 2 },
    { kind: 'OrderCancelled', orderHash: hash, reason: 'chain' },
    { kind: 'CancelRejected', orderHash: hash, code: 'order.already_matched' },
    { kind: 'OrderExpired', orderHash: hash },
    { kind: 'DuplicateIgnored', orderHash: hash },
  ] as const
  logOrders([{ seq: 7n, events }], { logger })
  const lines = written.map((line) => JSON.parse(line) as Record<string, unknown>)
  expect(lines.map(({ event, code, reason }) => [event, code ?? reason ?? null])).toEqual([
    ['BidRested', null],
    ['OrderCancelled', 'chain'],
    ['CancelRejected', 'order.already_matched'],
    ['OrderExpired', null],
  ])
  for (const line of lines) expect(line).toMatchObject({ orderHash: hash, seq: '7' })
})
