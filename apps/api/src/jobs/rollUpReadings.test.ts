import { insertTelemetry, listLeaseTelemetry } from '@infinitio/db'
import { createTestDatabase, type TestDatabase, type TestDb, openTestDb } from '@infinitio/db/test'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { rollUpReadings } from './rollUpReadings.ts'

const now = Date.UTC(2026, 5, 15, 12, 0, 0)
const hourMs = 3_600_000
const dayMs = 24 * hourMs
const everything = { nodeId: 'node', leaseId: 7n, from: new Date(0), to: new Date(now + dayMs), limit: 100_000 }

describe('readings', () => {
  let database: TestDatabase
  let db: TestDb
  beforeAll(async () => {
    database = await createTestDatabase()
    db = openTestDb({ url: database.urls.infinitio_api, max: 2, onError: () => {} })
  })
  afterAll(async () => {
    await db.close()
    await database.drop()
  })
  beforeEach(() =>
    db
      .query('delete from telemetry', [])
      .then(() => db.query('delete from telemetry_minutes', []))
      .then(() => db.query('delete from telemetry_hours', [])),
  )

  const put = (leaseId: bigint | null, atMs: number, cpuPercent: number) =>
    insertTelemetry(db, {
      rows: [
        {
          nodeId: 'node',
          leaseId,
          at: new Date(atMs),
          cpuPercent,
          ...{ ramUsedMib: 1, ramTotalMib: 2, diskUsedGib: 3, diskTotalGib: 4, netRxKib: 5, netTxKib: 6 },
          ...{
            gpuPercent: null,
            gpuMemoryUsedMib: null,
            gpuWatts: cpuPercent,
            cpuWatts: null,
            energyWh: 0.5,
            gco2Grams: null,
            gpus: null,
            residueLeases: null,
            signingTrouble: null,
          },
        },
      ],
    })
  const roll = (nowMs = now) => rollUpReadings({ db }, { nowMs })
  const minutes = async () =>
    (await listLeaseTelemetry(db, { ...everything, of: 'minute' })).map(({ at, cpuPercent }) => [at.getTime() - now, cpuPercent])
  const hours = async () =>
    (await listLeaseTelemetry(db, { ...everything, of: 'hour' })).map(({ at, cpuPercent }) => [at.getTime() - now, cpuPercent])
  const count = async (table: string) => (await db.query<{ count: bigint }>(`select count(*) from ${table}`, []))[0]?.count

  test('are summed up into whole minutes, of a lease and of the machine apart; doing it again changes nothing', async () => {
    await put(7n, now - 120_000, 10)
    await put(7n, now - 90_000, 30)
    await put(null, now - 90_000, 99)
    await put(7n, now - 1, 50)
    await roll(now + 30_000)
    const expected = [
      [-120_000, 20],
      [-60_000, 50],
    ]
    expect(await minutes()).toEqual(expected)
    expect(await listLeaseTelemetry(db, { ...everything, leaseId: 0n, of: 'minute' })).toMatchObject([{ cpuPercent: 99 }])
    await roll(now + 30_000)
    expect(await minutes()).toEqual(expected)
  })

  test('have the mean of their power and the sum of their energy, and nothing where nothing was measured', async () => {
    for (const [atMs, watts] of [
      [now - 120_000, 100],
      [now - 90_000, 300],
      [now - 60_000, 50],
    ] as const)
      await put(7n, atMs, watts)
    await roll()
    const power = ({ gpuWatts, energyWh, gco2Grams }: { gpuWatts: number | null; energyWh: number | null; gco2Grams: number | null }) => [
      gpuWatts,
      energyWh,
      gco2Grams,
    ]
    expect((await listLeaseTelemetry(db, { ...everything, of: 'minute' })).map(power)).toEqual([
      [200, 1, null],
      [50, 0.5, null],
    ])
    await roll(now + 3_600_000)
    expect((await listLeaseTelemetry(db, { ...everything, of: 'hour' })).map(power)).toEqual([[150, 1.5, null]])
  })

  test('count when they come late, and the current minute is not summed yet', async () => {
    await put(7n, now - 60_000, 10)
    await put(7n, now + 5_000, 70)
    await roll(now + 10_000)
    await put(7n, now - 30_000, 20)
    await roll(now + 20_000)
    expect(await minutes()).toEqual([[-60_000, 15]])
  })

  test('become minutes after a day, also when no job summed them in time', async () => {
    for (let second = 0; second < 60; second += 5) await put(7n, now - dayMs - 60_000 + second * 1_000, second)
    await put(7n, now - dayMs + 5_000, 1)
    await roll()
    expect(await count('telemetry')).toBe(1n)
    expect(await minutes()).toEqual([[-dayMs - 60_000, 27.5]])
  })

  test('become weighted hours after 30 days, and are deleted after two years', async () => {
    const old = now - 31 * dayMs
    for (const [at, cpu] of [
      [old, 10],
      [old + 1_000, 10],
      [old + 60_000, 40],
    ] as const)
      await put(7n, at, cpu)
    await roll(old + 180_000)
    expect(await count('telemetry_minutes')).toBe(2n)
    await roll()
    expect([await count('telemetry'), await count('telemetry_minutes')]).toEqual([0n, 0n])
    expect(await hours()).toEqual([[-31 * dayMs, 20]])
    await roll(now + 730 * dayMs)
    expect(await count('telemetry_hours')).toBe(0n)
  })

  test('are summed by one server at a time', async () => {
    await put(7n, now - 60_000, 10)
    await Promise.all([roll(), roll(), roll()])
    expect(await minutes()).toEqual([[-60_000, 10]])
  })
})
