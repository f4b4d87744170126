import { describe, expect, test } from 'vitest'
import { keysOfTopic } from '#web/features/live/keysOfTopic.ts'
import { browserApi } from '#web/parts/api/browserApi.ts'
import { demandQuery } from '#web/parts/provider/demandQuery.ts'
import { isPrivateQuery } from '#web/parts/session/isPrivateQuery.ts'

describe('keysOfTopic', () => {
  test('makes the page, the receipt and the lists of a lease stale', () => {
    expect(keysOfTopic('lease:7')).toEqual([['lease', '7'], ['receipt', '7'], ['leases']])
  })

  test('makes the lists of leases stale for an order too', () => {
    expect(keysOfTopic('order:0xab')).toEqual([['order', '0xab'], ['leases']])
  })

  test('makes a job and the list of jobs stale, and everything about the task pool', () => {
    expect(keysOfTopic('job:0xab')).toEqual([
      ['job', '0xab'],
      ['jobs', 'own'],
    ])
    expect(keysOfTopic('tasks')).toEqual([['tasks']])
  })

  test('makes nothing stale for an unknown topic', () => {
    expect(keysOfTopic('weather:oslo')).toEqual([])
  })
})

test('does not fetch, at any event, the bids that an ask could have matched again, and only the signed-in provider keeps them', () => {
  const { queryKey } = demandQuery(browserApi, { node: '0xnode', days: 7 })
  const fetched = ['listings', 'market', 'provider:0xprovider', 'wallet:0xprovider'].flatMap(keysOfTopic)
  expect(fetched).toContainEqual(['provider'])
  expect(fetched.map(([noun]) => noun)).not.toContain(queryKey[0])
  expect(isPrivateQuery({ queryKey })).toBe(true)
})
