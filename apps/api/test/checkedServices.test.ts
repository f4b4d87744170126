import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { createChainClient } from '@infinitio/chain/node'
import { deployTestGovernance, testKey } from '@infinitio/chain/test'
import { checkSecondsOf, checkSlotAt } from '@infinitio/domain'
import { developmentChainId } from '@infinitio/domain/proofs'
import { bareEnv, programFile } from '@infinitio/process/test'
import { getCheckSlot } from '@infinitio/sdk/checks'
import { parseEther, toHex } from 'viem'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type LiveMarket, liveMarket } from './liveMarket.ts'
import { startTestApi, type TestApi } from './startTestApi.ts'
import { startTestEngine, type TestEngine } from './startTestEngine.ts'
import { startTestValidators, type TestValidators } from './startTestValidators.ts'

const members = ['one', 'two', 'three', 'four'].map((name) => testKey(`validator ${name}`))
const routerKey = testKey('router of checked services')
const checkSeconds = checkSecondsOf(developmentChainId)
const model = 'test-server-no-model'
const services = 5
const stepSeconds = 10

/**
 * The whole way of a check, with real processes: four validators ask five test services, of which one cheats, through a router, and the API stores their
 * reports. Runs only with `TEST_LONG`, because it takes about a minute.
 */
describe.skipIf(process.env.TEST_LONG !== '1')('checks of the test services', () => {
  let folder: string
  let api: TestApi
  let engine: TestEngine
  let market: LiveMarket
  let validators: TestValidators
  let router: ChildProcess
  let url = ''

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'infinitio-checked-'))
    api = await startTestApi()
    await deployTestGovernance(api.chain, { members })
    engine = startTestEngine(api)
    market = liveMarket(api, engine)
    await rpc().request({ method: 'anvil_setBalance', params: [routerKey.address, toHex(parseEther('100'))] } as never)
    const ports = await Promise.all(Array.from({ length: services + 1 }, freePort))
    url = `http://127.0.0.1:${ports[services]}/v1`
    router = startRouter(ports)
    await until('the services are listed', async () => (await listed()).length === services)
    await until('the router has a key for checks', () => existsSync(join(folder, 'check-key.txt')))
    validators = startTestValidators(api, {
      keys: members.map(({ privateKey }) => privateKey),
      router: { url, keyFile: join(folder, 'check-key.txt') },
    })
  }, 240_000)
  afterAll(async () => {
    await validators?.stop()
    if (router?.exitCode === null) {
      router.kill('SIGKILL')
      await once(router, 'exit')
    }
    await engine?.stop()
    await api?.stop()
    rmSync(folder, { recursive: true, force: true })
  })

  it('leave the cheat out of the default within two checks, and no other service', async () => {
    // Validators skip the check in which they start.
    await delay(8_000)
    for (let check = 0; check < 3 && (await leftOut()).length === 0; check += 1) await runCheck()
    const found = await listed()
    expect(found.filter(({ checks }) => checks?.standing === 'left_out')).toHaveLength(1)
    expect(found.map(({ checks }) => checks?.agreed).toSorted()).toEqual([0, ...Array.from({ length: services - 1 }, () => expect.any(Number))])
    const [cheat] = await leftOut()
    const others = found.map(({ service }) => service).filter((service) => service !== cheat)
    await until('the router leaves it out', async () => (await ask({ ignore: others })).text.includes('left out by checks'))
    const named = await ask({ only: [cheat] })
    expect(named).toMatchObject({ status: 200, service: cheat })
    expect((await ask({ ignore: [cheat] })).status).toBe(200)
  }, 240_000)

  const rpc = () => createChainClient({ rpcUrl: api.chain.rpcUrl, timeoutMs: 30_000 })
  const now = async () => Number((await rpc().getBlock()).timestamp)
  const listed = async () => (await api.client.listServices()).items
  const leftOut = async () => (await listed()).filter(({ checks }) => checks?.standing === 'left_out').map(({ service }) => service)

  /** Moves the clock through the next check, in steps in which the validators can ask, and waits for their reports. */
  async function runCheck(): Promise<void> {
    await market.travel(checkSeconds - ((await now()) % checkSeconds))
    const slot = checkSlotAt(await now(), developmentChainId)
    const end = (slot + 1) * checkSeconds
    while ((await now()) < end - 2 * stepSeconds) {
      await delay(1_000)
      await market.travel(stepSeconds)
    }
    await delay(2_000)
    if ((await now()) < end - stepSeconds / 2) await market.travel(end - stepSeconds / 2 - (await now()))
    await until('three validators have reported', async () => (await getCheckSlot(api.client.transport, slot)).reports.length >= 3)
  }

  async function ask(provider: object): Promise<{ readonly status: number; readonly text: string; readonly service: string | null }> {
    const answer = await fetch(`${url}/chat/completions`, {
      method: 'POST',
      headers: { authorization: `Bearer ${readFileSync(join(folder, 'api-key.txt'), 'utf8').trim()}`, 'content-type': 'application/json' },
      body: JSON.stringify({ model, messages: [{ role: 'user', content: 'Hello' }], provider }),
    })
    return { status: answer.status, text: await answer.text(), service: answer.headers.get('infinitio-service') }
  }

  function startRouter(ports: readonly number[]): ChildProcess {
    const keyFile = join(folder, 'router.key')
    writeFileSync(keyFile, `${routerKey.privateKey}\n`, { mode: 0o600 })
    return spawn(process.execPath, [programFile('apps/router/src/main.ts')], {
      stdio: ['ignore', 'inherit', 'inherit'],
      env: {
        ...bareEnv(),
        ...{ NODE_ENV: 'test', LOG_LEVEL: process.env.ROUTER_LOG ?? 'fatal', API_URL: api.url, RPC_URL: api.chain.rpcUrl },
        ...{ DIRECTORY_ADDRESS: api.chain.addresses.directory, ROUTER_KEY_FILE: keyFile, ROUTER_FOLDER: folder },
        ...{ ROUTER_PORT: `${ports[services]}`, TEST_SERVICE_PORTS: ports.slice(0, services).join(',') },
      },
    })
  }
})

async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()))
  const { port } = server.address() as AddressInfo
  await new Promise((resolve) => server.close(resolve))
  return port
}

async function until(what: string, isSo: () => boolean | Promise<boolean>): Promise<void> {
  for (let waited = 0; waited < 120; waited += 1) {
    if (await isSo()) return
    await delay(1_000)
  }
  throw new Error(`Waited two minutes: ${what}`)
}
