import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { mineSlot } from '@infinitio/chain'
import { createChainClient } from '@infinitio/chain/node'
import { deployTestGovernance, testKey } from '@infinitio/chain/test'
import { type Address, type Hex32, hex32 } from '@infinitio/domain'
import {
  decodeOpenings,
  hashDoor,
  hashNonce,
  hashProofCall,
  hashReceipts,
  hashTimerReceipt,
  processorWork,
  proofFault,
  type ProofSigningDomain,
} from '@infinitio/domain/proofs'
import type { ProofSlotWire } from '@infinitio/domain/wire'
import { bareEnv, programFile } from '@infinitio/process/test'
import { postProofCall, postProofReceipts, readProofChecker } from '@infinitio/sdk/proofs'
import { privateKeyToAccount } from 'viem/accounts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { bytesOf, type SeededNode, seedMarket } from './seedMarket.ts'
import { startTestApi, type TestApi } from './startTestApi.ts'

const [timer] = [testKey('timer one')]

/** A real agent on a real chain. The test itself acts as the timer (the validator that measures when proofs arrive) and runs its server. */
describe('an agent in a slot of GPU proofs', () => {
  let api: TestApi
  let node: SeededNode
  let domain: ProofSigningDomain
  let door: Awaited<ReturnType<typeof openDoor>>
  let agent: ReturnType<typeof startAgent>

  beforeAll(async () => {
    api = await startTestApi()
    await deployTestGovernance(api.chain, { members: [timer] })
    const [seeded] = await seedMarket(api, [{ name: 'prover' }])
    node = seeded as SeededNode
    const client = createChainClient({ rpcUrl: api.chain.rpcUrl, timeoutMs: 10_000 })
    domain = { chainId: api.chain.chainId, checker: (await readProofChecker(client, api.chain.addresses.directory)) as Address }
    door = await openDoor()
    agent = startAgent(api, node)
    await api.chain.mine(1)
    await until('the agent is signed in', async () => (await api.owner.query('select from node_sessions', [])).length > 0)
    // Shortly after signing in, the agent reads the newest block, and only later blocks are proof slots for it. Wait for that.
    await delay(3_000)
  }, 120_000)
  afterAll(async () => {
    await agent?.stop()
    door?.stop()
    await api?.stop()
  })

  it('commits to its timers and the board, and opens the rows that the nonces draw', async () => {
    const { number, slot, nonce, committed } = await committedSlot()
    expect(committed).toMatchObject({ node: node.node, gpus: [{ gpu: 0, work: processorWork.machine }] })
    await until('the door has the commit', async () => door.bodies.at(-1))
    expect(door.bodies.map((body) => JSON.parse(body) as unknown).at(-1)).toMatchObject({ node: node.node, signature: committed.signature })
    // The first request shows that the agent had already connected to the timer (the validator that measures when proofs arrive) before it sent its commitment.
    expect(door.asked[0]).toBe('GET /')
    await receive(slot, nonce, committed.commits)
    await api.chain.travel(30)
    await api.services.clock.refresh()
    const opening = await until('the board has the openings', async () => (await api.client.getProofSlot(number)).openings[0])
    const bytes = new Uint8Array(await (await fetch(`${api.url}/api/v1/proofs/openings/${opening.sha256}`)).arrayBuffer())
    const board = await api.client.getProofSlot(number)
    const { work, roots } = committed.gpus[0] as (typeof committed.gpus)[number]
    const commit = { subject: { node: hex32(node.node), gpu: 0, slotSeed: hex32(slot.seed) }, work, roots: roots.map(hex32) }
    const openings = decodeOpenings(bytes, work) ?? []
    expect(openings).toHaveLength(80)
    expect(proofFault({ commit, timers: 1, nonces: [{ place: 0, nonce }], zHash: hex32(board.z?.hash ?? ''), openings })).toBeNull()
    expect((await api.client.getNodeProofs(node.node)).slots[0]).toMatchObject({ state: 'opened', gpus: [{ processor: 'machine', isOpened: true }] })
  }, 300_000)

  /**
   * Mines blocks until one of them is a proof slot to which the agent has sent a commitment. The agent calculates its proofs on the processor, so it may miss
   * slots while other tests use the processor.
   */
  async function committedSlot() {
    for (;;) {
      const number = await mineSlot({ rpcUrl: api.chain.rpcUrl })
      await api.services.clock.refresh()
      const slot = await api.client.getProofSlot(number)
      const nonce = await call(slot)
      for (const endsAt = performance.now() + 40_000; performance.now() < endsAt; await delay(200)) {
        const [committed] = (await api.client.getProofSlot(number)).commits
        if (committed !== undefined) return { number, slot, nonce, committed }
      }
    }
  }

  const inSlot = ({ slot, slotHash }: ProofSlotWire) => ({ slot, slotHash })
  const signedIn = ({ slot, slotHash }: ProofSlotWire) => ({ slot: BigInt(slot), slotHash: hex32(slotHash) })
  const sign = (hash: Hex32) => privateKeyToAccount(timer.privateKey).sign({ hash })

  async function call(slot: ProofSlotWire): Promise<Hex32> {
    const nonce = hex32(`0x${randomBytes(32).toString('hex')}`)
    const nonceHash = hashNonce({ timer: timer.address, slotHash: hex32(slot.slotHash), nonce })
    const signature = await sign(hashProofCall({ ...signedIn(slot), nonceHash, doorHash: hashDoor(door.url) }, domain))
    await postProofCall(api.client.transport, { ...inSlot(slot), timer: timer.address, nonceHash, door: door.url, signature })
    return nonce
  }

  async function receive(slot: ProofSlotWire, nonce: Hex32, commits: string): Promise<void> {
    const receipts = [{ node: hex32(node.node), commits: hex32(commits), ms: 5_000, site: 1 }]
    const signature = await sign(hashTimerReceipt({ ...signedIn(slot), nonce, receipts: hashReceipts(receipts) }, domain))
    await postProofReceipts(api.client.transport, { ...inSlot(slot), timer: timer.address, nonce, receipts, signature })
  }
})

async function openDoor() {
  const asked: string[] = []
  const bodies: string[] = []
  const server = createServer((request, response) => {
    asked.push(`${request.method} ${request.url}`)
    const parts: Buffer[] = []
    request.on('data', (part: Buffer) => parts.push(part))
    request.on('end', () => {
      if (request.method === 'POST') bodies.push(Buffer.concat(parts).toString())
      response.writeHead(204).end()
    })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    bodies,
    stop: () => server.closeAllConnections() ?? server.close(),
  }
}

/** Starts the agent's program for a machine that is already registered. Writes the files that an earlier run of the agent would have stored. */
function startAgent({ url, chain }: TestApi, { node, nodeKey }: SeededNode) {
  const dataDir = mkdtempSync(join(tmpdir(), 'infinitio-proving-agent-'))
  const keys = join(dataDir, 'nodes', 'this-machine')
  mkdirSync(keys, { recursive: true })
  writeFileSync(join(keys, 'node.key'), bytesOf('node key prover'), { mode: 0o600 })
  const nodes = [{ slot: 'this-machine', nodeId: node, banner: '' }]
  writeFileSync(
    join(dataDir, 'fleet.json'),
    JSON.stringify({ chainId: chain.chainId, market: chain.addresses.market, gatewayKey: bytesOf('gateway'), nodes }),
  )
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', programFile('apps/agent/src/main.ts')], {
    stdio: ['ignore', 'inherit', 'inherit'],
    env: {
      ...{ ...bareEnv(), NODE_ENV: 'test', LOG_LEVEL: process.env.LOG_LEVEL ?? 'fatal', API_URL: url, RPC_URL: chain.rpcUrl },
      ...{ AGENT_DATA_DIR: dataDir, AGENT_FLEET: 'this-machine', TUNNEL_HOST: '127.0.0.1', TUNNEL_PORT: '1' },
    },
  })
  expect(nodeKey.address).toBe(privateKeyToAccount(bytesOf('node key prover')).address)
  const ended = once(child, 'exit')
  return {
    async stop() {
      child.kill('SIGTERM')
      await ended
      rmSync(dataDir, { recursive: true, force: true })
    },
  }
}

async function until<Value>(what: string, look: () => Promise<Value | null | undefined | false>): Promise<Value> {
  for (const endsAt = performance.now() + 60_000; performance.now() < endsAt; await delay(200)) {
    const found = await look()
    if (found !== null && found !== undefined && found !== false) return found
  }
  throw new Error(`never: ${what}`)
}
