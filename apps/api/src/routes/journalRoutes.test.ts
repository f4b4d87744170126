import { openTestDb } from '@infinitio/db/test'
import { type JournalRow, insertGeneration, insertJournalRows, journalGenesis, journalHash } from '@infinitio/db'
import { verifyJournalHead } from '@infinitio/sdk'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startTestApi, type TestApi } from '../../test/startTestApi.ts'

const many = 1_200
const noHash = '0'.repeat(64)
let api: TestApi

beforeAll(async () => {
  api = await startTestApi({ change: (services) => ({ ...services, limits: { ...services.limits, streamsPerIp: 2 } }) })
})
afterAll(() => api.stop())

/** Returns rows with valid hashes. The API does not read their commands. */
function rowsFrom({ seq, previous, count, events }: { seq: bigint; previous: string; count: number; events: string }): JournalRow[] {
  const rows: JournalRow[] = []
  for (let at = 0; at < count; at += 1) {
    const row = { seq: seq + BigInt(at), atMs: 1_000n + BigInt(at), command: '{"kind":"Tick"}', events }
    rows.push({ ...row, hash: journalHash({ previous: rows.at(-1)?.hash ?? previous, ...row }) })
  }
  return rows
}

async function seqsOf(reading: AsyncIterable<{ seq: string }>): Promise<number[]> {
  const seqs: number[] = []
  for await (const { seq } of reading) seqs.push(Number(seq))
  return seqs
}

const get = (query: string) => fetch(`${api.url}/api/v1/journal${query}`)

describe('an empty journal', () => {
  test('has no rows, and a signed head of nothing', async () => {
    expect(await seqsOf(api.client.readJournal())).toEqual([])
    const head = await api.client.getJournalHead()
    expect(head).toMatchObject({ seq: '0', hash: noHash, generation: 0, signer: api.chain.keys.receipt.address.toLowerCase() })
  })
})

describe('the journal', () => {
  let rows: JournalRow[]
  beforeAll(async () => {
    const first = rowsFrom({ seq: 1n, previous: journalGenesis, count: many, events: '[]' })
    const last = first.at(-1) as JournalRow
    const wide = rowsFrom({ seq: last.seq + 11n, previous: last.hash, count: 3, events: JSON.stringify(['ü'.repeat(700_000)]) })
    rows = [...first, ...wide]
    await insertJournalRows(api.owner, rows)
    const firstSeq = wide[0]?.seq as bigint
    await insertGeneration(api.owner, {
      ...{ generation: 1, firstSeq, baseSeq: last.seq, baseHash: last.hash },
      ...{ lostToSeq: firstSeq - 1n, lostHash: null, openedAtMs: 1n },
    })
  })

  test('is given row by row as it is stored, with its generation, over several pages and requests', async () => {
    const given = []
    for await (const row of api.client.readJournal({ rowsAtOnce: 700 })) given.push(row)
    const stored = rows.map(({ seq, atMs, ...row }) => ({ ...row, seq: `${seq}`, atMs: `${atMs}`, generation: seq > many ? 1 : 0 }))
    expect(given).toEqual(stored)
  })

  test('is lines of JSON, from a number on and no more than asked for', async () => {
    const answer = await get('?from=5&limit=2')
    expect(answer.headers.get('content-type')).toBe('application/x-ndjson')
    const lines = (await answer.text()).trimEnd().split('\n')
    expect(lines.map((line) => JSON.parse(line).seq)).toEqual(['5', '6'])
    expect(await seqsOf(api.client.readJournal({ from: BigInt(many) }))).toEqual([many, many + 11, many + 12, many + 13])
  })

  test.each(['9999', '9223372036854775807', '9223372036854775808', '18446744073709551615'])('has nothing from %s on', async (from) => {
    const answer = await get(`?from=${from}`)
    expect([answer.status, await answer.text()]).toEqual([200, ''])
  })

  test.each(['from=-1', 'from=1.5', 'from=0x1', 'from=', 'from=18446744073709551616', 'limit=0', 'limit=-1', 'limit=10001', 'limit=99999999999'])(
    'refuses %s',
    async (query) => {
      expect(await api.send('GET', `/journal?${query}`)).toMatchObject({ status: 400, body: { code: 'api.invalid_field' } })
    },
  )

  test('refuses what it does not know, and other methods', async () => {
    expect(await api.send('GET', '/journal?to=1')).toMatchObject({ status: 400, body: { code: 'api.unknown_field' } })
    expect(await api.send('POST', '/journal')).toMatchObject({ status: 405, body: { code: 'api.method_not_allowed' } })
  })

  test('its head is signed by the receipt key of the Directory, and by nobody else', async () => {
    const head = await api.client.getJournalHead()
    const { receiptKey } = await api.client.getChain()
    expect(head).toMatchObject({ seq: `${many + 13}`, hash: rows.at(-1)?.hash, generation: 1 })
    expect(await verifyJournalHead({ head, receiptKey })).toBe(true)
    for (const change of [{ seq: '1' }, { hash: noHash }, { generation: 0 }, { signedAt: 1 }, { signature: '0x' }])
      expect(await verifyJournalHead({ head: { ...head, ...change }, receiptKey })).toBe(false)
    expect(await verifyJournalHead({ head, receiptKey: api.accounts.stranger.address })).toBe(false)
  })

  test('limits the open streams of an address, and counts them down when they end', async () => {
    // Sends the requests at the same time, because a small stream may fit into the socket buffers
    // and end before the next request.
    const answers = await Promise.all([get(''), get(''), get('')])
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 200, 429])
    const texts = await Promise.all(answers.map(async (answer) => ({ status: answer.status, text: await answer.text() })))
    const refused = texts.find(({ status }) => status === 429)?.text ?? ''
    expect(JSON.parse(refused)).toMatchObject({ code: 'api.too_many_streams' })
    expect((await get('?limit=1')).status).toBe(200)
  })

  test('a reader that takes nothing makes the API read no more than a page or two', async () => {
    const { journalStream } = await import('../journal/journalStream.ts')
    let pages = 0
    let closed = 0
    const endless = async ({ fromSeq, limit }: { fromSeq: bigint; limit: number }) => {
      pages += 1
      return rowsFrom({ seq: fromSeq, previous: journalGenesis, count: limit, events: '[]' }).map((row) => ({ ...row, generation: 0 }))
    }
    const answer = await journalStream(endless, { from: 1n, limit: 10_000, onClosed: () => (closed += 1) })
    await new Promise((resolve) => setTimeout(resolve, 50))
    expect(pages).toBeLessThanOrEqual(2)
    await answer.body?.cancel()
    expect(closed).toBe(1)
  })
})

describe('a caller with too many requests', () => {
  test('gets the time to wait, and the reader of the SDK continues automatically', async () => {
    const busy = await startTestApi({
      change: (services) => ({ ...services, limits: { ...services.limits, ip: { capacity: 60, refillPerSecond: 40 } } }),
    })
    try {
      const answers = await Promise.all(Array.from({ length: 40 }, () => busy.send('GET', '/journal?from=9')))
      const refused = answers.find(({ status }) => status === 429)
      expect(refused?.body).toMatchObject({ code: 'api.rate_limited' })
      expect(Number(refused?.headers.get('retry-after'))).toBeGreaterThan(0)
      expect(await seqsOf(busy.client.readJournal())).toEqual([])
    } finally {
      await busy.stop()
    }
  })
})

describe('without a database', () => {
  test('both say so', async () => {
    const nowhere = openTestDb({ url: 'postgres://infinitio_api@127.0.0.1:1/none', max: 1, onError: () => undefined })
    const away = await startTestApi({ change: (services) => ({ ...services, db: nowhere }) })
    try {
      for (const path of ['/journal', '/journal/head'])
        expect(await away.send('GET', path)).toMatchObject({ status: 503, body: { code: 'api.database_unavailable' } })
    } finally {
      await away.stop()
      await nowhere.close()
    }
  })
})
