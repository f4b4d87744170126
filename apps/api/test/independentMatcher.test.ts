import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { programFile } from '@infinitio/process/test'
import { createInterface } from 'node:readline'
import { settleCall } from '@infinitio/chain'
import { createChainClient, setNativeBalances, simulateCall } from '@infinitio/chain/node'
import { testKey } from '@infinitio/chain/test'
import { anyoneExecutor, type Bid, nodeId, timeInForce, unixSeconds, zeroHex32 } from '@infinitio/domain'
import { signAsk } from '@infinitio/sdk'
import { type Address, openExitAccess } from '@infinitio/sdk/exit'
import { openMatches, openPublicBook } from '@infinitio/sdk/match'
import { parseEther } from 'viem'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type LiveMarket, liveMarket } from './liveMarket.ts'
import type { SeededNode } from './seedMarket.ts'
import { signedBid } from './signedBid.ts'
import { startCli, type TestCli } from './startCli.ts'
import { startTestApi, type TestApi } from './startTestApi.ts'
import { startTestEngine, type TestEngine } from './startTestEngine.ts'

const folder = mkdtempSync(join(tmpdir(), 'infinitio-match-'))
const keyFile = join(folder, 'outsider.key')
const outsider = testKey('an outsider who settles')
const anyone = { executor: anyoneExecutor }
let api: TestApi
let cli: TestCli
let engines: TestEngine[] = []
let market: LiveMarket
/**
 * Nodes with different executors (the account that may settle a match of the node's ask). `open`: anybody. `closed`: only the engine. `replaced`: anybody, but
 * the ask is replaced later.
 */
let open: SeededNode[]
let closed: SeededNode
let replaced: SeededNode

beforeAll(async () => {
  api = await startTestApi()
  cli = startCli(api)
  writeFileSync(keyFile, outsider.privateKey, { mode: 0o600 })
  const rpc = createChainClient({ rpcUrl: api.chain.rpcUrl, timeoutMs: 30_000 })
  await setNativeBalances(rpc, { accounts: [outsider.address], amount: parseEther('1') })
  engines = [startTestEngine(api)]
  market = liveMarket(api, engines[0] as TestEngine)
  open = []
  for (const name of ['one', 'two', 'three', 'four', 'five']) open.push(await forAnyone(await market.list(name)))
  closed = await market.list('six')
  replaced = await forAnyone(await market.list('seven'))
  await market.fund(api.chain.keys.renter)
  await restart('follower', 'matcher')
}, 120_000)
afterAll(async () => {
  await Promise.all(engines.map((engine) => engine.stop()))
  cli.stop()
  await api.stop()
  rmSync(folder, { recursive: true, force: true })
})

async function restart(...roles: ('all' | 'follower' | 'matcher')[]): Promise<void> {
  await Promise.all(engines.map((engine) => engine.stop()))
  engines = roles.map((role) => startTestEngine(api, role))
}

const until: TestEngine['until'] = (what, check) => (engines[0] as TestEngine).until(what, check)

/** Lists a node again at the same price, with an ask that anybody may settle. */
async function forAnyone(node: SeededNode): Promise<SeededNode> {
  const chain = await api.client.getChain()
  const ask = { ...node.ask, ...anyone, nonce: node.ask.nonce + 1n }
  const { orderHash } = await api.client.placeOrder(await signAsk(api.accounts.provider, { ask, chain }))
  await until('the ask is open', async () => (await api.client.getOrder(orderHash)).state === 'open')
  return { ...node, ask, askHash: orderHash as never }
}

/** Places a bid on a node and waits until the matcher has matched it. */
async function matched(node: SeededNode, change: Partial<Bid> = anyone): Promise<string> {
  const { orderHash } = await api.client.placeOrder(await signedBid(api, node, { change }))
  await until('the bid is matched', async () => (await api.client.getOrder(orderHash)).state === 'matched')
  return orderHash
}

const leasesOf = (bidHash: string) => api.owner.query<{ leaseId: bigint }>('select lease_id as "leaseId" from leases where bid_hash = $1', [bidHash])

const program = ['--disable-warning=ExperimentalWarning', programFile('packages/cli/src/main.ts'), 'match', '--json']
const environment = () => ({ ...process.env, INFINITIO_URL: api.url, INFINITIO_RPC: api.chain.rpcUrl, INFINITIO_KEY_FILE: keyFile })

/** Runs `infinitio match`, the command with which accounts outside the market match orders. Returns its exit code and its lines of JSON. */
async function infinitio(...words: string[]): Promise<{ code: number; lines: Record<string, unknown>[]; err: string }> {
  const { code, out, err } = await cli.run(['match', '--json', ...words], { wallet: outsider.privateKey, env: { INFINITIO_RPC: api.chain.rpcUrl } })
  const lines = out.split('\n').filter((line) => line !== '')
  return { code, lines: lines.map((line) => JSON.parse(line)), err }
}

/** Runs the audit of journal, order book, database and chain after all pending work is done. Returns its output. */
function audit(): Promise<string> {
  const main = programFile('apps/engine/src/audit/main.ts')
  const env = {
    ...process.env,
    DATABASE_URL: api.database.urls.infinitio_api,
    RPC_URL: api.chain.rpcUrl,
    DIRECTORY_ADDRESS: api.chain.addresses.directory,
  }
  return new Promise((resolve) => {
    execFile(process.execPath, [main], { env }, (_error, out) => resolve(out))
  })
}

const isClean = async () => (await audit()).includes('on its way: nothing, 0 findings')

const isLong = process.env['TEST_LONG'] === '1'

describe('an independent matcher, while the engine’s worker is stopped,', () => {
  test.skipIf(!isLong)('settles a match of orders that anybody may settle; the market takes the lease as its own, and all books agree', async () => {
    const bidHash = await matched(open[0] as SeededNode)
    expect(await infinitio('--once')).toMatchObject({ code: 0, err: '', lines: [{ bid: bidHash, settled: true, leases: [expect.any(String)] }] })
    await until('the order is settled', async () => (await api.client.getOrder(bidHash)).state === 'settled')
    expect(await leasesOf(bidHash)).toHaveLength(1)
    expect(await infinitio('--once')).toMatchObject({ code: 0, lines: [{ waiting: 0 }] })
    await restart('all')
    await until('the books agree', isClean)
    expect(await leasesOf(bidHash)).toHaveLength(1)
    await restart('follower', 'matcher')
  })

  test.skipIf(!isLong)('settles a cluster at once while it runs, and ends when it is told to', async () => {
    const matcher = spawn(process.execPath, [...program, '--every', '1', '--patience', '0'], {
      env: environment(),
      stdio: ['ignore', 'pipe', 'ignore'],
    })
    const said = createInterface({ input: matcher.stdout })[Symbol.asyncIterator]()
    const anywhere = { node: nodeId(zeroHex32), classMask: 1n, regionMask: 1n, timeInForce: timeInForce.fok }
    const bidHash = await matched(open[1] as SeededNode, { ...anyone, ...anywhere, gpus: 2, minGpusPerNode: 1, allOrNothing: true, cluster: true })
    const told = JSON.parse((await said.next()).value as string)
    expect(told).toMatchObject({ bid: bidHash, gpus: 2, settled: true, leases: [expect.any(String), expect.any(String)] })
    await until('the order is settled', async () => (await api.client.getOrder(bidHash)).state === 'settled')
    expect(await leasesOf(bidHash)).toHaveLength(2)
    matcher.kill('SIGINT')
    expect(await once(matcher, 'exit')).toEqual([0, null])
  })

  test.skipIf(!isLong)('settles a match whose ask was replaced since: the ask was good when it was matched', async () => {
    const bidHash = await matched(replaced)
    await forAnyone(replaced)
    expect(await infinitio('--once')).toMatchObject({ code: 0, lines: [{ bid: bidHash, settled: true, leases: [expect.any(String)] }] })
    await until('the order is settled', async () => (await api.client.getOrder(bidHash)).state === 'settled')
  })

  test.skipIf(!isLong)('leaves alone what names another executor, which the contract would refuse', async () => {
    const bidHash = await matched(closed)
    expect(await infinitio('--once')).toMatchObject({ code: 0, lines: [{ waiting: 0 }] })
    const book = await openPublicBook({ rowsFrom: (from) => api.client.readJournal({ from }), start: null }).readOn()
    expect(openMatches(book, { account: outsider.address as Address })).toEqual([])
    // Build the settlement that the independent matcher (an account that is not part of the market) would have sent for these orders.
    const [match] = [...book.matches.values()].filter((one) => one.bidHash === bidHash)
    const ask = book.asks.get(match?.askHash as never)?.placed
    const bid = book.bids.get(match?.bidHash as never)?.placed
    if (match === undefined || ask === undefined || bid === undefined) throw new Error('the match and its orders are in the journal')
    const orders = { ask: ask.ask, askSignature: ask.signature as `0x${string}`, bid: bid.bid, bidSignature: bid.signature as `0x${string}` }
    const item = { ...orders, mandate: null, gpus: 1, start: unixSeconds(0n), relayFee: bid.bid.maxRelayFee }
    const { client } = openExitAccess({ rpcUrl: api.chain.rpcUrl })
    const call = settleCall({ market: api.chain.addresses.market, item })
    expect(await simulateCall(client, { from: outsider.address, call })).toMatchObject({
      ok: false,
      refusal: { name: 'Market_CallerNotExecutor', code: 'order.executor_not_ours' },
    })
    // The engine may settle these orders. Only the independent matcher (an account that is not part of the market) may not.
    expect(await simulateCall(client, { from: api.chain.keys.sender.address, call })).toMatchObject({ ok: true })
  })
})

describe.skipIf(!isLong)('beside an engine that settles too, it', () => {
  test('never settles a match twice, and what came first counts', async () => {
    await restart('all')
    const bids: string[] = []
    for (const node of open.slice(3)) {
      bids.push(await placed(node))
      await infinitio('--once')
    }
    for (const bidHash of bids) {
      await until('the order is settled', async () => (await api.client.getOrder(bidHash)).state === 'settled')
      expect(await leasesOf(bidHash)).toHaveLength(1)
    }
    await until('the books agree', isClean)
  })

  const placed = async (node: SeededNode) => (await api.client.placeOrder(await signedBid(api, node, { change: anyone }))).orderHash
})

describe('the command', () => {
  test('requires an RPC, a Directory on its chain, a key file, and a journal that agrees', async () => {
    expect(await infinitio('--once', '--rpc', 'http://127.0.0.1:1')).toMatchObject({ code: 61, err: expect.stringContaining('chain.rpc_silent') })
    expect(await infinitio('--once', '--directory', `0x${'1'.repeat(40)}`)).toMatchObject({
      code: 60,
      err: expect.stringContaining('directory_unknown'),
    })
    expect(await infinitio('--once', '--key-file', join(folder, 'none'))).toMatchObject({ code: 90 })
    expect(await infinitio('--patience', 'long')).toMatchObject({ code: 80 })
    const [row] = await api.owner.query<{ events: string }>('select events from journal where seq = 3', [])
    await api.owner.query(`update journal set events = '[1]' where seq = 3`, [])
    expect(await infinitio('--once')).toMatchObject({ code: 120, err: expect.stringContaining('journal.disagrees') })
    await api.owner.query('update journal set events = $1 where seq = 3', [row?.events])
  })

  test('refuses a key made for development on any other chain', async () => {
    const other = createServer(async (request, response) => {
      const body = await new Response(request as never).text()
      if (body.includes('eth_chainId')) {
        response.end(JSON.stringify({ jsonrpc: '2.0', id: JSON.parse(body).id, result: '0x1' }))
        return
      }
      const answer = await fetch(api.chain.rpcUrl, { method: 'POST', headers: { 'content-type': 'application/json' }, body })
      response.end(await answer.text())
    })
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve))
    const wellKnown = join(folder, 'well-known.key')
    writeFileSync(wellKnown, '0xac0974bec39a17e36ba4a6b4d238ff944bacb478cbed5efcae784d7bf4f2ff80', { mode: 0o600 })
    const rpc = `http://127.0.0.1:${(other.address() as { port: number }).port}`
    try {
      expect(await infinitio('--once', '--rpc', rpc, '--key-file', wellKnown)).toMatchObject({
        code: 60,
        err: expect.stringContaining('development_key'),
      })
    } finally {
      other.closeAllConnections()
      other.close()
    }
  })
})
