import { randomUUID } from 'node:crypto'
import { createTestDatabase, openTestDb } from '@infinitio/db/test'
import { createLogger } from '@infinitio/process'
import { describe, expect, test } from 'vitest'
import { until } from '../../test/until.ts'
import { EvidenceLog } from './evidenceLog.ts'

describe('writes the rows of tunnels', () => {
  test('updates the row of an open tunnel until it closes, however much other evidence waits', async () => {
    const { log, owner, tunnel, close } = await setup()
    log.tunnelOpened('node', 'a network')
    await until(async () => (await tunnel()) !== undefined)
    expect(await owner.query('select site from tunnels', [])).toEqual([{ site: 'a network' }])
    await owner.transaction(async (tx) => {
      await tx.query('lock table connections in exclusive mode', [])
      log.connectionOpened('1', 'ssh')
      await until(async () => (await tunnel())?.touched === true)
    })
    log.tunnelClosed('node')
    await until(async () => (await tunnel())?.closed === true)
    await close()
  })

  test('closes the tunnels of a killed gateway at the time they were last seen', async () => {
    const { log, owner, tunnel, close } = await setup({
      leftOpen: "insert into tunnels values ($1, 'node', 'test', now() - interval '1 minute', now() - interval '9 seconds', null)",
    })
    await until(async () => (await tunnel())?.closed === true)
    const rows = await owner.query<{ same: boolean }>('select closed_at = last_seen_at as same from tunnels', [])
    expect(rows).toEqual([{ same: true }])
    log.tunnelClosed('a node that never had one')
    await close()
  })

  async function setup({ leftOpen }: { leftOpen?: string } = {}) {
    const database = await createTestDatabase()
    const logger = createLogger({ room: 'gateway' })
    const onError = (error: Error) => logger.warn({ err: error }, 'a test connection broke')
    const owner = openTestDb({ url: database.ownerUrl, max: 2, onError })
    const db = openTestDb({ url: database.urls.infinitio_gateway, max: 4, onError })
    if (leftOpen !== undefined) await owner.query(leftOpen, [randomUUID()])
    const log = new EvidenceLog({ db, gatewayId: 'test', logger })
    return {
      log,
      owner,
      tunnel: async () =>
        (
          await owner.query<{ touched: boolean; closed: boolean }>(
            'select last_seen_at > connected_at as touched, closed_at is not null as closed from tunnels',
            [],
          )
        )[0],
      async close() {
        await log.close({ withinMs: 2_000 })
        await db.close()
        await owner.close()
        await database.drop()
      },
    }
  }
})
