import { insertJournalRows, journalGenesis, journalHash, readJournalHead } from '@infinitio/db'
import { type CanonicalValue, canonicalJson, zeroHex32 } from '@infinitio/domain'
import { createTradeTape, foldTrade, fromCanonical, indexPrice, tradesOf } from '@infinitio/matching'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type SeededNode, bytesOf, seedMarket } from '../../test/seedMarket.ts'
import { startTestApi, type TestApi } from '../../test/startTestApi.ts'

const price = 2_000n
let api: TestApi
let node: SeededNode

beforeAll(async () => {
  api = await startTestApi()
  node = (await seedMarket(api, [{ name: 'h100', classId: 1, gpus: 4, price }]))[0] as SeededNode
})
afterAll(() => api.stop())

describe('market data', () => {
  test('has the catalogue without figures for an empty journal', async () => {
    const market = await api.client.getMarket({})
    expect(market).toMatchObject({ asOf: { seq: '0' }, regionId: null, regions: [{ regionId: 0 }, { regionId: 3, name: 'eu-west' }] })
    expect(market.classes.map(({ classId }) => classId)).toEqual([0, 1])
    expect(market.classes[1]?.figures).toMatchObject({ bestAsk: null, last: null, trades24h: 0, utilisationBps: null, index: null })
    expect(market.classes[1]?.medians24h).toEqual(Array.from({ length: 48 }, () => null))
    const detail = await api.client.getMarketClass(1, {})
    expect(detail).toMatchObject({
      depth: { asks: [], bids: [] },
      candles: [],
      trades: [],
      forecast: null,
      interval: '1h',
      starts: { bands: [], durationSeconds: 86_400 },
    })
  })

  test('has depth, trades, candles and index as soon as the journal has them', async () => {
    const nextEvent = await watch('market:1')
    await journal([...opening(), placeAsk(), settled(1, { gpus: 1, seconds: 7_200 }), settled(2, { gpus: 2, seconds: 3_600 })])
    expect((await nextEvent()).topic).toBe('market:1')
    const detail = await api.client.getMarketClass(1, { region: 3, interval: '1m', hours: 2 })
    expect(detail.figures).toMatchObject({
      ...{ bestAsk: '2000', bestBid: null, last: '2000', gpuSeconds24h: '14400', trades24h: 2, freeGpus: 1 },
      ...{ gpus: 4, leasedGpus: 3, utilisationBps: 7_500, index: { pricePerGpuSecond: '2000', trades: 2, counted: 2 } },
    })
    expect(detail.depth.asks).toEqual([{ pricePerGpuSecond: '2000', gpus: 1, orders: 1 }])
    expect(detail.starts.free[0]).toBe(1)
    expect(detail.starts.free.at(-1)).toBe(0)
    expect(detail.starts.free[3]).toBe(4)
    expect(detail.candles.reduce((sum, { trades }) => sum + trades, 0)).toBe(2)
    expect(detail.trades.map(({ leaseId }) => leaseId)).toEqual(['2', '1'])
    expect((await api.client.getMarketClass(1, { region: 0 })).trades).toEqual([])
    const wish = { price: '2000', gpus: 1, seconds: 3600, whole: 'true' } as const
    expect(await api.client.getFillChance(1, wish)).toMatchObject({ chance: null, trades: 2, since: detail.trades.at(-1)?.at })
    expect(await api.client.getFillChance(1, { ...wish, region: 0 })).toMatchObject({ regionId: 0, trades: 0, since: null })
    const market = await api.client.getMarket({ region: 3 })
    expect(market.classes[1]?.figures).toEqual(detail.figures)
    expect(market.classes[1]?.medians24h.filter((median) => median !== null)).toContain('2000')
  })

  test('is what anybody gets from the public journal', async () => {
    const tape = createTradeTape()
    for await (const { seq, atMs, command } of api.client.readJournal())
      foldTrade(tape, fromCanonical(command), { seq: Number(seq), atMs: Number(atMs) })
    const { asOf, figures, trades } = await api.client.getMarketClass(1, {})
    const own = tradesOf(tape, { classId: 1, regionId: null })
    expect(asOf.seq).toBe(String(tape.seq))
    expect(trades.map(({ seq }) => Number(seq))).toEqual(own.map(({ seq }) => seq).toReversed())
    expect(indexPrice(own, { nowMs: asOf.atMs })?.pricePerGpuSecond.toString()).toBe(figures.index?.pricePerGpuSecond)
  })

  test('begins again when the journal was restored below what was read', async () => {
    const head = Number((await readJournalHead(api.owner))?.seq)
    const lost = { lostFromSeq: head, lostToSeq: head, lostHash: null }
    await api.owner.query('delete from journal where seq = $1', [head])
    await journal([{ kind: 'Generation', generation: 1, ...lost }])
    await expect.poll(async () => (await api.client.getMarketClass(1, {})).trades.map(({ leaseId }) => leaseId)).toEqual(['1'])
  })

  test('says where the bids of an account stand in their queue', async () => {
    const { renter, stranger } = api.accounts
    const account = (key: { address: string }) => key.address.toLowerCase()
    const wait = [
      { kind: 'Deposited', account: account(stranger), amount: '100000000' },
      placeBid('before', { renter: account(stranger), gpus: 2, price: 1_500n }),
      placeBid('mine', { renter: account(renter), gpus: 1, price: 1_500n }),
    ]
    await journal(wait)
    const own = await api.signedIn(renter)
    const mine = { orderHash: bytesOf('bid mine'), fundedGpus: 0, pausedUntil: null, gpusBefore: 2, ordersBefore: 1, placeAtPrice: 2 }
    await expect.poll(async () => (await own.getOrderPlaces()).places).toEqual([mine])
    await journal([{ kind: 'Deposited', account: account(renter), amount: '100000000' }])
    await expect.poll(async () => (await own.getOrderPlaces()).places).toEqual([{ ...mine, fundedGpus: 1 }])
    expect((await (await api.signedIn(stranger)).getOrderPlaces()).places).toMatchObject([{ gpusBefore: 0, placeAtPrice: 1 }])
    expect(await api.send('GET', '/orders/places')).toMatchObject({ status: 401, body: { code: 'auth.session_missing' } })
  })

  test('shows until when the bids of an account pause, and does not count them until then', async () => {
    const { renter, stranger } = api.accounts
    const own = await api.signedIn(stranger)
    const cancelled = (leaseId: number) => [settled(leaseId, { gpus: 1, seconds: 3_600 }), cancelledLease(leaseId)]
    // On the chain, no spot lease starts later than the newest block. So add a block whose time is later than the starts of these leases.
    const block = { kind: 'Block', number: 2, hash: bytesOf('later block'), timestamp: String(api.services.clock.read().now + 5), final: false }
    await journal([{ kind: 'Upgrade', version: 8, feeBps: '25', relayFee: '0' }, block, ...cancelled(901), ...cancelled(902)])
    const mine = await api.signedIn(renter)
    await expect.poll(async () => (await mine.getOrderPlaces()).places).toMatchObject([{ fundedGpus: 0, pausedUntil: expect.any(Number) }])
    const [place] = (await mine.getOrderPlaces()).places
    const left = (place?.pausedUntil ?? 0) - Math.floor(Date.now() / 1_000)
    expect(left).toBeGreaterThan(3_000)
    expect(left).toBeLessThanOrEqual(3_601)
    expect((await own.getOrderPlaces()).places).toMatchObject([{ fundedGpus: 2, pausedUntil: null }])
  })

  test.each([
    ['/market?region=256', 400, 'api.invalid_field'],
    ['/market?region=-1', 400, 'api.invalid_field'],
    ['/market?region=eu', 400, 'api.invalid_field'],
    ['/market?other=1', 400, 'api.unknown_field'],
    ['/market?region=77', 404, 'api.not_found'],
    ['/market/77', 404, 'api.not_found'],
    ['/market/1?region=77', 404, 'api.not_found'],
    ['/market/h100', 400, 'api.invalid_field'],
    ['/market/256', 400, 'api.invalid_field'],
    ['/market/99999999999', 400, 'api.invalid_field'],
    ['/market/1?interval=2h', 400, 'api.invalid_field'],
    ['/market/1?candles=0', 400, 'api.invalid_field'],
    ['/market/1?candles=501', 400, 'api.invalid_field'],
    ['/market/1?trades=201', 400, 'api.invalid_field'],
    ['/market/1?hours=0', 400, 'api.invalid_field'],
    ['/market/1?hours=673', 400, 'api.invalid_field'],
    ['/market/1?hours=1.5', 400, 'api.invalid_field'],
    ['/market/1/chance', 400, 'api.invalid_field'],
    ['/market/1/chance?price=1.5&gpus=1&seconds=3600&whole=true', 400, 'api.invalid_field'],
    ['/market/1/chance?price=1&gpus=0&seconds=3600&whole=true', 400, 'api.invalid_field'],
    ['/market/1/chance?price=1&gpus=1&seconds=59&whole=true', 400, 'api.invalid_field'],
    ['/market/1/chance?price=1&gpus=1&seconds=3600&whole=1', 400, 'api.invalid_field'],
    ['/market/77/chance?price=1&gpus=1&seconds=3600&whole=true', 404, 'api.not_found'],
    ['/market/1/chance?price=1&gpus=1&seconds=3600&whole=true&region=77', 404, 'api.not_found'],
    ['/events?topics=market:', 400, 'api.invalid_field'],
    ['/events?topics=market:1234', 400, 'api.invalid_field'],
  ])('%s is refused with %i %s', async (path, status, code) => {
    expect(await api.send('GET', path)).toMatchObject({ status, body: { code } })
  })

  test('is not shown from a journal that cannot be played', async () => {
    await journal([
      { kind: 'Upgrade', version: 4, feeBps: '25', relayFee: '0' },
      { kind: 'Dropped', of: settledCommand(77, { gpus: 1, seconds: 60 }) },
    ])
    await expect.poll(() => api.send('GET', '/market')).toMatchObject({ status: 503, body: { code: 'api.not_ready' } })
    expect(await api.send('GET', '/market/1')).toMatchObject({ status: 503, body: { code: 'api.not_ready' } })
  })
})

type Plain = { readonly kind: string } & Readonly<Record<string, unknown>>

/** Appends commands to the journal, as the matcher would. */
async function journal(commands: readonly Plain[]): Promise<void> {
  const head = await readJournalHead(api.owner)
  let previous = head?.hash ?? journalGenesis
  let seq = head?.seq ?? 0n
  for (const command of commands) {
    seq += command.kind === 'Generation' ? 2n : 1n
    const row = { seq, atMs: BigInt(Date.now()), command: canonicalJson(command as CanonicalValue), events: '[]' }
    previous = journalHash({ previous, ...row })
    await insertJournalRows(api.owner, [{ ...row, hash: previous }])
  }
}

function opening(): Plain[] {
  const { now } = api.services.clock.read()
  const provider = node.ask.provider
  return [
    { kind: 'Upgrade', version: 4, feeBps: '25', relayFee: '0' },
    { kind: 'Block', number: 1, hash: bytesOf('block'), timestamp: String(now), final: false },
    { kind: 'ClassAdded', classId: 1, vramGib: 80, referencePricePerGpuSecond: '500' },
    { kind: 'RegionAdded', regionId: 3 },
    { kind: 'ProviderListed', provider },
    { kind: 'NodeRegistered', node: node.node, provider, classId: 1, regionId: 3, gpus: 4, vramGib: 80 },
  ]
}

function placeAsk(): Plain {
  return { kind: 'PlaceAsk', ask: node.ask, signature: '0x', orderHash: node.askHash }
}

/** Returns the command for a bid for two hours that rests in the order book. */
function placeBid(name: string, { renter, gpus, price: maxPrice }: { renter: string; gpus: number; price: bigint }): Plain {
  const { now } = api.services.clock.read()
  const any = String(2n ** 256n - 1n)
  const bid = {
    ...{ renter, classMask: any, regionMask: any, minVramGib: 0, minTier: 0, minReliabilityBps: '0', node: zeroHex32, gpus, minGpusPerNode: 1 },
    ...{ allOrNothing: false, cluster: false, durationSeconds: '7200', startFrom: '0', startUntil: String(now + 3_600), timeInForce: 0 },
    ...{ maxPricePerGpuSecond: String(maxPrice), maxRelayFee: '0', workloadHash: zeroHex32, maxFeeBps: '25', executor: node.ask.executor },
    ...{ nonce: '77', expiry: String(now + 3_600) },
  }
  return { kind: 'PlaceBid', bid, signature: '0x', orderHash: bytesOf(`bid ${name}`) }
}

function settled(leaseId: number, size: { gpus: number; seconds: number }): Plain {
  return settledCommand(leaseId, size)
}

/** Returns the command for a lease that somebody else than this market's engine settled on the chain. */
function settledCommand(leaseId: number, { gpus, seconds }: { gpus: number; seconds: number }): Plain {
  const renter = api.accounts.renter.address.toLowerCase()
  const terms = {
    ...{ renter, provider: node.ask.provider, node: node.node, hostKey: zeroHex32, pricePerGpuSecond: String(price), gpus },
    ...{
      start: String(api.services.clock.read().now),
      durationSeconds: String(seconds),
      noticeSeconds: '0',
      trialSeconds: '0',
      feeBps: '25',
      flags: 1,
    },
    ...{ askNonce: '0', askMaxDurationSeconds: '86400', askAvailableUntil: String(node.ask.availableUntil), workloadHash: zeroHex32 },
  }
  const amounts = { escrow: '0', relayFee: '0', relayer: renter, bidNonce: String(leaseId) }
  return { kind: 'Settled', leaseId: String(leaseId), askHash: node.askHash, bidHash: bytesOf(`bid ${leaseId}`), terms, ...amounts }
}

/** Returns the command with which a renter cancels a lease before its machine is ready. */
function cancelledLease(leaseId: number): Plain {
  const amounts = { pay: '0', renterFee: '0', providerFee: '0', refund: '0' }
  return { kind: 'LeaseClosed', leaseId: String(leaseId), reason: 7, ...amounts, blockTimestamp: String(api.services.clock.read().now) }
}

/** Opens an event stream for a topic and waits for its first event. Returns a function that waits for the next event. */
async function watch(topic: string): Promise<() => Promise<{ topic: string; version: string }>> {
  const stopping = new AbortController()
  const answer = await fetch(`${api.url}/api/v1/events?topics=${topic}`, { signal: stopping.signal })
  const reader = (answer.body as ReadableStream<Uint8Array>).getReader()
  const decoder = new TextDecoder()
  let text = ''
  async function read(count: number): Promise<{ topic: string; version: string }> {
    for (;;) {
      const event = [...text.matchAll(/^data: (.*)$/gm)][count - 1]?.[1]
      if (event !== undefined) return JSON.parse(event)
      text += decoder.decode((await reader.read()).value, { stream: true })
    }
  }
  await read(1)
  return async () => {
    const next = await read(2)
    stopping.abort()
    return next
  }
}
