import { describe, expect, test } from 'vitest'
import { keysOfTopic } from '#web/features/live/keysOfTopic.ts'

describe('keysOfTopic', () => {
  test('a lease makes its page, its receipt and the lists stale', () => {
    expect(keysOfTopic('lease:7')).toEqual([['lease', '7'], ['receipt', '7'], ['leases']])
  })

  test('an order leads to the lists of leases too', () => {
    expect(keysOfTopic('order:0xab')).toEqual([['order', '0xab'], ['leases']])
  })

  test('a topic that this page does not know makes nothing stale', () => {
    expect(keysOfTopic('weather:oslo')).toEqual([])
  })
})
