import { setTimeout } from 'node:timers/promises'
import { createTestDatabase, type TestDatabase, openTestDb } from '@infinitio/db/test'
import { createLogger } from '@infinitio/process'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createMarketTail } from '../market-data/createMarketTail.ts'
import { createListingFeed } from './createListingFeed.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await createTestDatabase()
})
afterAll(() => database.drop())

test('a follower of the market that stops during a read sends no query to the closed database', async () => {
  const lines: string[] = []
  const logger = createLogger({ room: 'web-test' }, { write: (line) => void lines.push(line) })
  logger.level = 'info'
  const db = openTestDb({ url: database.urls.infinitio_api, max: 3, onError: (error) => lines.push(error.message) })
  const tail = createMarketTail({ db, logger, onPlayed: () => {} })
  const feed = createListingFeed({ db, tail, logger })
  const stops = [tail.start(), feed.start()]
  await Promise.all(stops.map((stop) => stop()))
  await db.close()
  await setTimeout(100)
  expect(lines).toEqual([])
})
