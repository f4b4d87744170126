import { describe, expect, expectTypeOf, test } from 'vitest'
import { createClient } from '../createClient.ts'
import { everyItem, type Page } from './everyItem.ts'

/** Returns a function that lists three pages, and a record of its calls. */
function pages(cursors: readonly (string | null)[]) {
  const asked: (string | undefined)[] = []
  const list = async ({ cursor }: { limit?: number; cursor?: string }): Promise<Page<number>> => {
    asked.push(cursor)
    return { items: [asked.length * 10, asked.length * 10 + 1], nextCursor: cursors[asked.length - 1] ?? null }
  }
  return { list, asked }
}

async function all(items: AsyncIterable<number>): Promise<number[]> {
  const found: number[] = []
  for await (const item of items) found.push(item)
  return found
}

describe('everyItem', () => {
  test('yields the items of all pages in order', async () => {
    const { list, asked } = pages(['a', 'b', null])
    expect(await all(everyItem(list, { limit: 2 }))).toEqual([10, 11, 20, 21, 30, 31])
    expect(asked).toEqual([undefined, 'a', 'b'])
  })

  test('asks for no page that is not needed', async () => {
    const { list, asked } = pages(['a', 'b', null])
    for await (const item of everyItem(list, {})) if (item === 11) break
    expect(asked).toEqual([undefined])
  })

  test('ends if a server repeats a cursor, so that it cannot hold a program for ever', async () => {
    const { list, asked } = pages(['a', 'a', 'a'])
    expect(await all(everyItem(list, {}))).toHaveLength(4)
    expect(asked).toEqual([undefined, 'a'])
  })

  test('takes the lists of a client with their queries', () => {
    const client = createClient({ baseUrl: 'http://market.example' })
    expectTypeOf(everyItem(client.listPublicLeases, { limit: 5 })).toExtend<AsyncGenerator<{ leaseId: string }>>()
    // @ts-expect-error: a query field that the list does not have.
    void (() => everyItem(client.listPublicLeases, { wrong: 1 }))
    expectTypeOf(client.getWallet).toBeCallableWith()
    expectTypeOf(client.searchListings).toBeCallableWith()
  })
})
