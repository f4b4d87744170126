import { copyFileSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { randomUUID } from 'node:crypto'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { testKey } from '@infinitio/chain/test'
import { openTunnel } from '@infinitio/db'
import { orderHash, pTokenUnits } from '@infinitio/domain'
import { askFromWire, type PricingRuleWire, type ProviderWire } from '@infinitio/domain/wire'
import { buildAsk, changePrices, type Client, readSignedMandate, signAsk, signCancelOrder } from '@infinitio/sdk'
import { privateKeyToAccount } from 'viem/accounts'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { SeededNode } from './seedMarket.ts'
import { type LiveMarket, liveMarket } from './liveMarket.ts'
import { type Provisioned, provisionByAgent } from './provisionByAgent.ts'
import { startCli, type TestCli } from './startCli.ts'
import { startTestApi, type TestApi } from './startTestApi.ts'
import { startTestEngine } from './startTestEngine.ts'

const isLong = process.env.TEST_LONG === '1'

const folder = mkdtempSync(join(tmpdir(), 'infinitio-pricing-'))
const keyFile = join(folder, 'wallet.key')
const strangerFile = join(folder, 'stranger.key')
const ruleFile = join(folder, 'rule.json')

/** In tests, machines are listed at 1e12 base units per GPU-second, which is 0.0036 PT an hour. */
const rule: PricingRuleWire = {
  basePtPerHour: '0.0072',
  floorPtPerHour: '0.0036',
  ceilingPtPerHour: '0.036',
  electricity: null,
  market: { percentile: 50 },
  utilisation: null,
  schedule: [],
  change: { stepPercent: 2, minutes: 15 },
}

let api: TestApi
let cli: TestCli
let market: LiveMarket
let one: SeededNode
let two: SeededNode
let asProvider: Client
let stop: () => Promise<void>

beforeAll(async () => {
  api = await startTestApi()
  cli = startCli(api)
  const engine = startTestEngine(api)
  stop = () => engine.stop()
  market = liveMarket(api, engine)
  one = await market.list('one')
  two = await market.list('two')
  for (const { node } of [one, two]) {
    await api.owner.query("insert into node_heartbeats (node_id, last_seen_at, silent) values ($1, now() + interval '1 hour', false)", [node])
    await openTunnel(api.owner, { id: randomUUID(), nodeId: node, gatewayId: 'test', connectedAt: new Date() })
  }
  asProvider = await api.signedIn(api.accounts.provider)
  writeFileSync(keyFile, api.chain.keys.provider.privateKey, { mode: 0o600 })
}, 120_000)
afterAll(async () => {
  await stop()
  cli.stop()
  await api.stop()
  rmSync(folder, { recursive: true, force: true })
})

/** Runs `infinitio price …` as the provider, with a rule in its file. */
function price(words: readonly string[], change: Partial<PricingRuleWire> = {}, key = keyFile) {
  writeFileSync(ruleFile, JSON.stringify({ ...rule, ...change }))
  return cli.run(['price', ...words, '--key-file', key])
}

async function nodeOf({ node }: SeededNode): Promise<ProviderWire['nodes'][number]> {
  const found = (await asProvider.getProvider()).nodes.find((own) => own.node === node)
  if (found === undefined) throw new Error('the provider has the node')
  return found
}
const priceOf = async (node: SeededNode) => (await nodeOf(node)).ask?.pricePerGpuSecond ?? null
const run = ['run', '--rule', ruleFile, '--once']

describe('prices that follow a rule', () => {
  test('are shown with their reasons, and nothing is signed', async () => {
    const { code, out, err } = await price(['show', '--rule', ruleFile, '--json'])
    expect({ code, err }).toEqual({ code: 0, err: '' })
    const steps = [{ why: 'no_offers', pricePerGpuSecond: '2000000000000' }]
    const all = { current: '1000000000000', wanted: '2000000000000', least: '1000000000000', most: '10000000000000', act: 'sign', steps }
    expect(JSON.parse(out)).toEqual([expect.objectContaining(all), expect.objectContaining(all)])
    expect(await priceOf(one)).toBe('1000000000000')
  })

  test('are signed by the key that is here, each in place of the ask there was, and once only', async () => {
    const before = await nodeOf(one)
    const first = await price([...run, '--json'])
    expect({ code: first.code, err: first.err }).toEqual({ code: 0, err: '' })
    const lines = first.out
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line))
    expect(lines).toHaveLength(2)
    for (const line of lines) expect(line).toMatchObject({ from: '1000000000000', to: '2000000000000', state: 'changed' })
    const { ask, askHash } = await nodeOf(one)
    expect(ask).toEqual({ ...before.ask, pricePerGpuSecond: '2000000000000', nonce: ask?.nonce })
    expect(lines.map(({ askHash: hash }) => hash)).toContain(askHash)
    expect(await api.client.getOrder(before.askHash ?? '')).toMatchObject({ state: 'cancelled', leftReason: 'replaced' })
    expect(await price(run)).toEqual({ code: 0, out: '', err: '' })
  })

  test('do not follow a tremor, and always leave a price below the floor', async () => {
    expect(await price(run, { basePtPerHour: '0.0073' })).toEqual({ code: 0, out: '', err: '' })
    const { code, out } = await price(run, { basePtPerHour: '0.0073', floorPtPerHour: '0.00725' })
    expect({ code, changed: out.match(/in the order book/g)?.length }).toEqual({ code: 0, changed: 2 })
    expect(await priceOf(one)).toBe('2027777777777')
  })

  test('are never set for a node that its provider paused', async () => {
    const { askHash } = await nodeOf(one)
    const chain = await api.client.getChain()
    await asProvider.cancelOrder({
      orderHash: askHash ?? '',
      cancel: await signCancelOrder(api.accounts.provider, { orderHash: askHash ?? '', chain }),
    })
    await market.engine.until('the ask left', async () => (await nodeOf(one)).ask === null)
    const { out } = await price(run, { basePtPerHour: '0.01' })
    expect(out.match(/in the order book/g)).toHaveLength(1)
    expect(await priceOf(one)).toBeNull()
    expect(await priceOf(two)).toBe('2777777777777')
  })

  test('are refused one by one if their ask is gone', async () => {
    const chain = await api.client.getChain()
    const { nextAskNonce } = await asProvider.getProvider()
    const now = await nodeOf(two)
    if (now.ask === null || now.askHash === null) throw new Error('the node is listed')
    const nonce = BigInt(nextAskNonce)
    const stale = { ask: now.ask, askHash: two.askHash, pricePerGpuSecond: pTokenUnits(7n), nonce }
    const good = { ask: now.ask, askHash: now.askHash, pricePerGpuSecond: pTokenUnits(3_000_000_000_000n), nonce: nonce + 1n }
    const verdicts = await changePrices(asProvider.transport, { signer: api.accounts.provider, chain, changes: [stale, good] })
    expect(verdicts).toEqual([
      { state: 'refused', code: 'order.not_open', sentence: expect.any(String) },
      { state: 'changed', askHash: expect.any(String) },
    ])
    expect(await priceOf(two)).toBe('3000000000000')
  })

  test('return to a former price with the nonce of the ask that they replace', async () => {
    const chain = await api.client.getChain()
    const former = (await nodeOf(two)).ask
    for (const pricePerGpuSecond of [4_000_000_000_000n, 3_000_000_000_000n].map(pTokenUnits)) {
      const { ask, askHash } = await nodeOf(two)
      if (ask === null || askHash === null) throw new Error('the node is listed')
      const change = { ask, askHash, pricePerGpuSecond, nonce: BigInt(ask.nonce) }
      const verdicts = await changePrices(asProvider.transport, { signer: api.accounts.provider, chain, changes: [change] })
      expect(verdicts).toMatchObject([{ state: 'changed' }])
      await market.engine.until('the price changed', async () => (await priceOf(two)) === pricePerGpuSecond.toString())
    }
    expect((await nodeOf(two)).ask).toMatchObject({ nonce: former?.nonce, pricePerGpuSecond: former?.pricePerGpuSecond })
  })

  test('are refused for a rule without room between its limits, and for a malformed rule file', async () => {
    expect(await price(run, { floorPtPerHour: '1' })).toMatchObject({ code: 10, err: expect.stringContaining('(order.pricing_floor_above_ceiling)') })
    const dear = { wattsPerGpu: 1_000, ptPerKwh: '1', marginPercent: 0 }
    expect(await price(run, { electricity: dear })).toMatchObject({ code: 10, err: expect.stringContaining('[electricity]') })
    const sunday = { days: ['sun' as const], fromHour: 0, untilHour: 12, percent: 50 }
    expect(await price(run, { schedule: [sunday, sunday] })).toMatchObject({ code: 10, err: expect.stringContaining('schedule_overlaps') })
    const wrong = { ...rule, market: { percentile: 101 } }
    expect(await price(run, wrong)).toMatchObject({ code: 10, err: expect.stringContaining('[market.percentile]') })
    expect(await price(run, { surprise: 1 } as object)).toMatchObject({ code: 10, err: expect.stringContaining('[surprise]') })
    expect(await price(['show', '--rule', join(folder, 'none.json')])).toMatchObject({ code: 10, err: expect.stringContaining('ENOENT') })
  })
})

describe('many prices at once', () => {
  test('are changed by a percentage, or to a price, and shown old and new', async () => {
    const { code, out, err } = await price(['set', '--percent=-50', '--yes'])
    expect({ code, shown: err.match(/0\.0108 +0\.0054/)?.length }).toEqual({ code: 0, shown: 1 })
    expect(out).toContain('0.0108 → 0.0054 PT/GPU-h  in the order book')
    expect(await price(['set', '--price', '0.0036', '--node', two.node, '--yes'])).toMatchObject({ code: 0 })
    expect(await priceOf(two)).toBe('1000000000000')
  })

  test('do not change without confirmation, or with an invalid price', async () => {
    expect(await price(['set', '--percent', '10'])).toMatchObject({ code: 90, out: '', err: expect.stringContaining('(wallet.not_confirmed)') })
    expect(await priceOf(two)).toBe('1000000000000')
    const absurd = await price(['set', '--price', '999', '--node', two.node])
    expect(absurd).toMatchObject({ code: 90, out: '', err: expect.stringContaining('Sign 1 new ask anyway?') })
    expect(absurd.err).toContain('at 999.00 PT/GPU-h is at least ten times the old price, 0.0036.')
    expect(await priceOf(two)).toBe('1000000000000')
    for (const words of [['--percent=-100'], ['--percent', 'ten'], ['--price', '0'], [], ['--price', '1', '--percent', '1']])
      expect(await price(['set', ...words, '--yes']), words.join(' ')).toMatchObject({
        code: 80,
        err: expect.stringContaining('(api.invalid_field)'),
      })
    expect(await price(['set', '--price', '1', '--node', 'three', '--yes'])).toMatchObject({ err: expect.stringContaining('(node.unknown)') })
    writeFileSync(strangerFile, testKey('a stranger to prices').privateKey, { mode: 0o600 })
    const byStranger = await price(['set', '--price', '1', '--node', two.node, '--yes'], {}, strangerFile)
    expect(byStranger).toMatchObject({ code: 70, err: expect.stringContaining('(node.not_owner)') })
  })
})

describe('prices of a node under a mandate', () => {
  const mandateFile = join(folder, 'mandate.json')
  const nodeKeyFile = join(folder, 'node.key')
  const dataDir = join(folder, 'agent')
  let provision: () => Promise<Provisioned>
  const runAsNode = [...run, '--mandate', mandateFile]

  test('are signed by its own key, on and on, and a lease is settled at them', async () => {
    writeFileSync(nodeKeyFile, testKey('node two').privateKey, { mode: 0o600 })
    const before = await nodeOf(two)
    const given = await price(['mandate', two.node, '--floor', '0.0072', '--days', '90', '--transferable', '--out', mandateFile])
    expect(given).toMatchObject({ code: 0, err: '' })
    const { mandate } = readSignedMandate(readFileSync(mandateFile, 'utf8'))
    expect((await nodeOf(two)).ask).toEqual({ ...before.ask, nonce: mandate.nonce })
    expect(BigInt((await asProvider.getProvider()).nextAskNonce)).toBe(BigInt(mandate.nonce) + 1n)
    const first = await price(runAsNode, {}, nodeKeyFile)
    expect({ ...first, changed: first.out.match(/0\.0036 → 0\.0072.*in the order book/)?.length }).toMatchObject({ code: 0, err: '', changed: 1 })
    expect(await price(runAsNode, { basePtPerHour: '0.0108' }, nodeKeyFile)).toMatchObject({ code: 0, err: '' })
    const atFloor = await price(runAsNode, { basePtPerHour: '0.004' }, nodeKeyFile)
    expect(atFloor).toMatchObject({ code: 0, out: expect.stringContaining('0.0108 → 0.0072 PT/GPU-h  in the order book') })
    expect(await price(runAsNode, { basePtPerHour: '0.0108' }, nodeKeyFile)).toMatchObject({ code: 0, err: '' })
    const { ask, askHash } = await nodeOf(two)
    expect(ask?.pricePerGpuSecond).toBe('3000000000000')
    const stranger = await price(runAsNode, { basePtPerHour: '0.02' })
    expect(stranger).toMatchObject({ code: 1, out: expect.stringContaining('(auth.signature_wrong_signer)') })
    await market.fund(api.chain.keys.renter)
    if (ask === null || askHash === null) throw new Error('the node is listed')
    const lease = await market.runLease({ ...two, ask: askFromWire(ask), askHash: orderHash(askHash) })
    expect(lease).toMatchObject({ nodeId: two.node, pricePerGpuSecond: 3_000_000_000_000n })
  })

  test('are never below it, whatever the rule says', async () => {
    const { ask, askHash } = await nodeOf(two)
    if (ask === null || askHash === null) throw new Error('the node is listed')
    const signedMandate = readSignedMandate(readFileSync(mandateFile, 'utf8'))
    const below = { ask, askHash, pricePerGpuSecond: pTokenUnits(1_999_999_999_999n), nonce: BigInt(signedMandate.mandate.nonce), signedMandate }
    const signer = privateKeyToAccount(testKey('node two').privateKey)
    const chain = await api.client.getChain()
    expect(await changePrices(api.client.transport, { signer, chain, changes: [below] })).toMatchObject([
      { state: 'refused', code: 'order.mandate_price_too_low' },
    ])
  })

  test('are not signed with an invalid mandate file, and a mandate file is never overwritten', async () => {
    writeFileSync(join(folder, 'no.json'), '{}')
    expect(await price([...run, '--mandate', join(folder, 'no.json')], {}, nodeKeyFile)).toMatchObject({ code: 80 })
    expect(await price(['mandate', two.node, '--floor', '1', '--out', mandateFile])).toMatchObject({
      err: expect.stringContaining('(api.file_exists)'),
    })
    const out = join(folder, 'other.json')
    expect(await price(['mandate', one.node, '--floor', '1', '--out', out])).toMatchObject({ err: expect.stringContaining('(order.not_open)') })
    expect(existsSync(out)).toBe(false)
  })

  describe('when the key of the wallet left the machine', () => {
    const past28Days = 29 * 86_400
    const listAt = async (pricePerGpuSecond: bigint, forOne: { privateRenter?: string; transferable?: boolean } = {}) => {
      const chain = await api.client.getChain()
      const nonce = BigInt((await asProvider.getProvider()).nextAskNonce)
      const terms = { minDurationSeconds: 60, maxDurationSeconds: 864_000, availableForSeconds: past28Days, noticeSeconds: 0, trialSeconds: 0 }
      const own = { provider: api.accounts.provider.address, node: two.node, gpus: 1 }
      const ask = buildAsk({ ...own, ...terms, ...forOne, pricePerGpuSecond, nonce, chain })
      await market.judged((await api.client.placeOrder(await signAsk(api.accounts.provider, { ask, chain }))).orderHash)
    }
    const until = () => Number(readSignedMandate(readFileSync(mandateFile, 'utf8')).mandate.until)
    const unlisted = () => market.engine.until('the ask left', async () => (await nodeOf(two)).ask === null)

    test.skipIf(!isLong)('are signed again by the agent after they ran out, at the last one, and the machine can be rented', async () => {
      provision = provisionByAgent(api, { dataDir, keyFile: join(folder, 'taken-away.key'), nodeKey: testKey('node two').privateKey })
      expect(await provision()).toEqual({
        code: 1,
        listing: { signer: null, isPaused: false, mandateUntil: null, trouble: expect.objectContaining({ code: 'node.wallet_needed' }) },
      })
      copyFileSync(mandateFile, join(dataDir, 'mandate.json'))
      const { token } = await api.client.signIn({ signer: api.accounts.provider, as: 'token' })
      writeFileSync(join(dataDir, 'session.token'), `${api.accounts.provider.address} ${token}\n`)
      const before = await nodeOf(two)
      expect(await provision()).toEqual({ code: 0, listing: { signer: 'mandate', isPaused: false, mandateUntil: until(), trouble: null } })
      expect((await nodeOf(two)).askHash).toBe(before.askHash)
      expect(existsSync(join(dataDir, 'session.token'))).toBe(false)
      await expect(api.client.withToken(token ?? '').getProvider()).rejects.toMatchObject({ status: 401 })
      await listAt(3_000_000_000_000n, { transferable: true })
      // An ask that only one renter may match. Its price does not count as the last public price.
      await listAt(2_000_000_000_000n, { privateRenter: api.accounts.renter.address })
      await market.travel(past28Days)
      await unlisted()
      expect(await provision()).toEqual({ code: 0, listing: { signer: 'mandate', isPaused: false, mandateUntil: until(), trouble: null } })
      const { ask, askHash } = await nodeOf(two)
      expect(ask).toMatchObject({ pricePerGpuSecond: '3000000000000', maxDurationSeconds: 864_000, nonce: before.ask?.nonce, transferable: true })
      if (ask === null || askHash === null) throw new Error('the node is listed')
      const lease = await market.runLease({ ...two, ask: askFromWire(ask), askHash: orderHash(askHash) })
      expect(lease).toMatchObject({ nodeId: two.node, pricePerGpuSecond: 3_000_000_000_000n })
    })

    test.skipIf(!isLong)('stay out of the book while the provider pauses it, and are never signed below the floor', async () => {
      const { askHash } = await nodeOf(two)
      const cancel = await signCancelOrder(api.accounts.provider, { orderHash: askHash ?? '', chain: await api.client.getChain() })
      await asProvider.cancelOrder({ orderHash: askHash ?? '', cancel })
      await unlisted()
      expect(await provision()).toEqual({ code: 0, listing: { signer: 'mandate', isPaused: true, mandateUntil: until(), trouble: null } })
      expect(await priceOf(two)).toBeNull()
      await listAt(1_999_999_999_999n)
      const tooLow = {
        signer: 'mandate',
        isPaused: false,
        mandateUntil: until(),
        trouble: expect.objectContaining({ code: 'order.mandate_price_too_low' }),
      }
      expect(await provision()).toEqual({ code: 0, listing: tooLow })
      await market.travel(past28Days)
      await unlisted()
      expect(await provision()).toEqual({ code: 1, listing: tooLow })
      expect(await priceOf(two)).toBeNull()
      await listAt(3_000_000_000_000n)
      expect(await price(runAsNode, { basePtPerHour: '0.0144' }, nodeKeyFile)).toMatchObject({ code: 0, err: '' })
    })
  })

  test.skipIf(!isLong)('count no more once the mandate is revoked, and the agent says so', async () => {
    const { ask, askHash } = await nodeOf(two)
    if (ask === null || askHash === null) throw new Error('the node is listed')
    const [revoked] = await Promise.all([
      price(['revoke', mandateFile]),
      market.engine.until('the ask is void', async () => (await nodeOf(two)).ask === null),
    ])
    expect(revoked).toMatchObject({ code: 0, err: '' })
    const signedMandate = readSignedMandate(readFileSync(mandateFile, 'utf8'))
    const again = { ask, askHash, pricePerGpuSecond: pTokenUnits(4_000_000_000_000n), nonce: BigInt(ask.nonce), signedMandate }
    const signer = privateKeyToAccount(testKey('node two').privateKey)
    const chain = await api.client.getChain()
    expect(await changePrices(api.client.transport, { signer, chain, changes: [again] })).toMatchObject([
      { state: 'refused', code: 'order.nonce_cancelled' },
    ])
    expect(await provision()).toMatchObject({ code: 1, listing: { signer: 'mandate', trouble: { code: 'order.mandate_revoked' } } })
  })
})
