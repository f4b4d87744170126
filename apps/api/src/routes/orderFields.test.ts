import { type Ask, type Bid, isErrorCode } from '@infinitio/domain'
import { askWire, bidWire, cancelOrderWire, mandateWire, placeHoldWire } from '@infinitio/domain/wire'
import { buildAsk, signAsk, signCancelOrder } from '@infinitio/sdk'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { seedBalance, seedMarket, type SeededNode } from '../../test/seedMarket.ts'
import { signedBid } from '../../test/signedBid.ts'
import { startTestApi, type TestApi } from '../../test/startTestApi.ts'

let api: TestApi
let node: SeededNode
beforeAll(async () => {
  const plenty = { capacity: 1e9, refillPerSecond: 1e9 }
  api = await startTestApi({ change: (services) => ({ ...services, limits: { ip: plenty, account: plenty, streamsPerIp: 10 } }) })
  node = (await seedMarket(api, [{ name: 'one', gpus: 8 }]))[0] as SeededNode
  await seedBalance(api, api.accounts.renter.address, 10n ** 18n)
})
afterAll(() => api.stop())

/** Values that are invalid for every field, as text and as number. */
const oddities: readonly unknown[] = [null, [], {}, '', ' 1', 'x', '\u0000']
const uint = (bits: number) => [...oddities, true, 5, '-1', '01', '1.0', '1e3', '0x1', `${2n ** BigInt(bits)}`, '9'.repeat(200)]
const int = (min: number, max: number) => [...oddities, true, min - 1, max + 1, min + 0.5, `${min}`, 2 ** 53 + 2, 1e308]
const hex = (bytes: number) => [
  ...oddities,
  true,
  5,
  '0x',
  `0x${'1'.repeat(2 * bytes - 1)}`,
  `0x${'1'.repeat(2 * bytes + 1)}`,
  `0x${'A'.repeat(2 * bytes)}`,
  '1'.repeat(2 * bytes + 2),
]
/**
 * Values that are not an address. The address with only capital letters is left out, because letters of one case contain no checksum, so it is valid. The
 * last value has letters of both cases and a wrong checksum.
 */
const account = [...hex(20).filter((value) => value !== `0x${'A'.repeat(40)}`), `0x${'aA'.repeat(20)}`]
const [flag, id, bps] = [[...oddities, 0, 1, 'true'], hex(32), int(0, 10_000)]
const [uint8, uint32, uint40, uint64, uint96, uint256] = [int(0, 255), int(0, 2 ** 32 - 1), int(0, 2 ** 40 - 1), uint(64), uint(96), uint(256)]

/** For every field, values that it cannot have: values of another type, and numbers that are too small or too large. */
const badAsk: { readonly [Field in keyof Ask]: readonly unknown[] } = {
  provider: account,
  node: id,
  pricePerGpuSecond: uint96,
  minGpus: int(1, 15),
  maxGpus: int(1, 15),
  minDurationSeconds: uint32,
  maxDurationSeconds: uint32,
  availableFrom: uint40,
  availableUntil: uint40,
  maxFeeBps: bps,
  noticeSeconds: uint32,
  trialSeconds: uint32,
  privateRenter: account,
  transferable: flag,
  executor: account,
  nonce: uint64,
  expiry: uint40,
}
const badBid: { readonly [Field in keyof Bid]: readonly unknown[] } = {
  renter: account,
  classMask: uint256,
  regionMask: uint256,
  minVramGib: int(0, 65_535),
  minTier: uint8,
  minReliabilityBps: bps,
  node: id,
  gpus: int(1, 254),
  minGpusPerNode: uint8,
  allOrNothing: flag,
  cluster: flag,
  durationSeconds: int(1, 2 ** 32 - 1),
  startFrom: uint40,
  startUntil: uint40,
  maxPricePerGpuSecond: uint96,
  maxRelayFee: uint96,
  timeInForce: int(0, 3),
  workloadHash: id,
  maxFeeBps: bps,
  executor: account,
  nonce: uint64,
  expiry: uint40,
}
const badMandate = {
  ...{ provider: account, node: id, minPricePerGpuSecond: uint96, maxDurationSeconds: uint32, maxTrialSeconds: uint32 },
  ...{ minNoticeSeconds: uint32, maxNoticeSeconds: uint32, availableUntil: uint40, flags: uint8, until: uint40, nonce: uint64 },
}
const badHold = { askHash: id, gpus: int(1, 15), durationSeconds: int(1, 2_419_200), funded: flag }
const signature = [...hex(65), `0x${'0'.repeat(129)}g`]
const uuid = [...oddities, 5, 'ffffffff-ffff-ffff-ffff', 'FFFFFFFF-0000-4000-8000-000000000000']
const badCancel = { expiry: uint40, signature }
/** Invalid values of the fields that are sent with an order but not signed. */
const badBeside = {
  signature,
  replaces: id,
  stream: uuid,
  holdId: uuid,
  leaseName: [null, [], {}, 5, 'x'.repeat(61), '\u0000'],
  rank: [null, 1, 'worth', ''],
}

const orderOf = async (kind: string): Promise<Record<string, unknown>> => {
  if (kind === 'bid') return (await signedBid(api, node)) as never
  const chain = await api.client.getChain()
  return (await signAsk(api.accounts.provider, { ask: askOn(chain), chain })) as never
}

function askOn(chain: Parameters<typeof buildAsk>[0]['chain']): Ask {
  const { provider } = api.accounts
  const times = { minDurationSeconds: 60, maxDurationSeconds: 3_600, availableForSeconds: 86_400, noticeSeconds: 0, trialSeconds: 0 }
  return buildAsk({ provider: provider.address, node: node.node, pricePerGpuSecond: 2_000n, gpus: 1, nonce: 77n, chain, ...times })
}

/** Returns copies of `good` with one field changed or removed. */
function broken(good: object, bad: Record<string, readonly unknown[]>): { field: string; body: object }[] {
  return Object.entries(bad).flatMap(([field, values]) => {
    const { [field as keyof object]: _, ...without } = good
    return [...values.map((value) => ({ field, body: { ...good, [field]: value } })), ...(field in good ? [{ field, body: without }] : [])]
  })
}

const stored = async () => (await api.owner.query<{ count: number }>('select count(*)::integer as count from api_commands', []))[0]?.count

describe('the door knows every field', () => {
  test.each([
    ['an ask', badAsk, askWire.shape],
    ['a bid', badBid, bidWire.shape],
    ['a mandate', badMandate, mandateWire.shape],
    ['a hold', badHold, placeHoldWire.shape],
    ['a cancel', badCancel, cancelOrderWire.shape],
  ])('of %s', (_what, bad, shape) => {
    expect(Object.keys(bad).sort()).toEqual(Object.keys(shape).sort())
  })
})

describe('a field that cannot be is refused by its name, and nothing is kept', () => {
  /** Sends orders in batches of 100. Returns the orders to which the API did not answer with the expected error. */
  async function wrongVerdicts(orders: readonly { field: string; body: object }[]): Promise<unknown[]> {
    const wrong: unknown[] = []
    for (let from = 0; from < orders.length; from += 100) {
      const some = orders.slice(from, from + 100)
      const { status, body } = await api.send('POST', '/orders/batch', { body: { orders: some.map(({ body: order }) => order) } })
      expect(status).toBe(202)
      for (const [at, verdict] of body.verdicts.entries()) {
        const { field, body: order } = some[at] ?? { field: '', body: {} }
        const isNamed = verdict.state === 'refused' && verdict.status === 400 && isErrorCode(verdict.code) && verdict.detail.includes(field)
        if (!isNamed) wrong.push({ field, order, verdict })
      }
    }
    return wrong
  }

  test.each([
    ['bid', badBid],
    ['ask', badAsk],
  ] as const)('of every %s of a batch', async (kind, bad) => {
    const good = await orderOf(kind)
    const before = await stored()
    const inside = broken(good.order as object, bad).map(({ field, body }) => ({ field, body: { ...good, order: body } }))
    expect(await wrongVerdicts(inside)).toEqual([])
    expect(await stored()).toBe(before)
  })

  test('beside an order, and of a mandate', async () => {
    const [bid, ask] = [await orderOf('bid'), await orderOf('ask')]
    const chain = await api.client.getChain()
    const { provider, node: on } = askOn(chain)
    const limits = { maxTrialSeconds: 0, minNoticeSeconds: 0, maxNoticeSeconds: 0, availableUntil: 1, flags: 0 }
    const mandate = { provider, node: on, minPricePerGpuSecond: '1', maxDurationSeconds: 1, ...limits, until: 1, nonce: '1' }
    const before = await stored()
    expect(await wrongVerdicts(broken(bid, badBeside))).toEqual([])
    const under = broken(mandate, badMandate).map(({ field, body }) => ({ field, body: { ...ask, mandate: body, mandateSignature: ask.signature } }))
    expect(await wrongVerdicts(under)).toEqual([])
    expect(
      await wrongVerdicts(signature.map((value) => ({ field: 'mandateSignature', body: { ...ask, mandate, mandateSignature: value } }))),
    ).toEqual([])
    for (const kind of [null, 5, '', 'swap', 'Bid']) expect(await wrongVerdicts([{ field: '', body: { ...bid, kind } }])).toEqual([])
    expect(await stored()).toBe(before)
  })

  test.each([
    ['bid', badBid],
    ['ask', badAsk],
  ] as const)('of a single %s, with the same code', async (kind, bad) => {
    const good = await orderOf(kind)
    for (const { field, body } of broken(good.order as object, bad).filter((_, at) => at % 5 === 0)) {
      const one = { ...good, order: body }
      const alone = await api.send('POST', '/orders', { body: one })
      const [verdict] = (await api.send('POST', '/orders/batch', { body: { orders: [one] } })).body.verdicts
      expect(alone, field).toMatchObject({ status: 400, body: { code: verdict.code } })
    }
  })

  test('also in a hold, in a cancellation and in the hash of the cancelled order', async () => {
    const { token } = await api.client.signIn({ signer: api.accounts.renter, as: 'token' })
    const headers = { authorization: `Bearer ${token}` }
    const hold = { askHash: node.askHash, gpus: 1, durationSeconds: 3_600, funded: true }
    const before = await stored()
    for (const { field, body } of broken(hold, badHold)) {
      const answer = await api.send('POST', '/holds', { body, headers })
      expect(answer.status, field).toBe(400)
      expect(answer.body.detail, field).toContain(field)
    }
    const chain = await api.client.getChain()
    const cancel = await signCancelOrder(api.accounts.provider, { orderHash: node.askHash as never, chain })
    for (const { field, body } of broken(cancel, badCancel)) {
      const answer = await api.send('POST', `/orders/${node.askHash}/cancel`, { body })
      expect(answer.status, field).toBe(400)
      expect(answer.body.detail, field).toContain(field)
    }
    for (const hash of ['0x12', `0x${'A'.repeat(64)}`, 'x', '1'.repeat(66)])
      expect(await api.send('POST', `/orders/${hash}/cancel`, { body: cancel }), hash).toMatchObject({
        status: 400,
        body: { code: 'api.invalid_field' },
      })
    expect(await stored()).toBe(before)
  })
})

describe('a field at either end of what it can be', () => {
  const most = (bits: number) => [0n, 2n ** BigInt(bits) - 1n]
  const address = [`0x${'0'.repeat(40)}`, `0x${'f'.repeat(40)}`]
  const hash = [`0x${'0'.repeat(64)}`, `0x${'f'.repeat(64)}`]
  const askEnds: { readonly [Field in keyof Ask]: readonly unknown[] } = {
    provider: address,
    node: hash,
    pricePerGpuSecond: most(96),
    minGpus: [1, 15],
    maxGpus: [1, 15],
    minDurationSeconds: most(32),
    maxDurationSeconds: most(32),
    availableFrom: most(40),
    availableUntil: most(40),
    maxFeeBps: [0n, 10_000n],
    noticeSeconds: most(32),
    trialSeconds: most(32),
    privateRenter: address,
    transferable: [true, false],
    executor: address,
    nonce: most(64),
    expiry: most(40),
  }
  const bidEnds: { readonly [Field in keyof Bid]: readonly unknown[] } = {
    renter: address,
    classMask: most(256),
    regionMask: most(256),
    minVramGib: [0, 65_535],
    minTier: [0, 255],
    minReliabilityBps: [0n, 10_000n],
    node: hash,
    gpus: [1, 254],
    minGpusPerNode: [0, 255],
    allOrNothing: [true, false],
    cluster: [true, false],
    durationSeconds: [1n, 2n ** 32n - 1n],
    startFrom: most(40),
    startUntil: most(40),
    maxPricePerGpuSecond: most(96),
    maxRelayFee: most(96),
    timeInForce: [0, 3],
    workloadHash: hash,
    maxFeeBps: [0n, 10_000n],
    executor: address,
    nonce: most(64),
    expiry: most(40),
  }

  test.each(Object.entries(bidEnds).flatMap(([field, ends]) => ends.map((end) => [field, end] as const)))(
    'of a bid: %s = %s is accepted or refused with a code of its own',
    async (field, end) => {
      const answer = await api.send('POST', '/orders', { body: await signedBid(api, node, { change: { [field]: end } as never }) })
      expect(answer.status === 202 || (answer.status >= 400 && answer.status < 500 && isErrorCode(answer.body.code)), JSON.stringify(answer)).toBe(
        true,
      )
    },
  )

  test.each(Object.entries(askEnds).flatMap(([field, ends]) => ends.map((end) => [field, end] as const)))(
    'of an ask: %s = %s is accepted or refused with a code of its own',
    async (field, end) => {
      const chain = await api.client.getChain()
      const ask = { ...askOn(chain), [field]: end } as Ask
      const answer = await api.send('POST', '/orders', { body: await signAsk(api.accounts.provider, { ask, chain }) })
      expect(answer.status === 202 || (answer.status >= 400 && answer.status < 500 && isErrorCode(answer.body.code)), JSON.stringify(answer)).toBe(
        true,
      )
    },
  )
})
