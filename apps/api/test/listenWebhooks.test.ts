import { spawn } from 'node:child_process'
import { createHmac } from 'node:crypto'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { programFile } from '@infinitio/process/test'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { noteLeaseChanges } from '../src/jobs/noteLeaseChanges.ts'
import { seedLease } from './seedLease.ts'
import { type SeededNode, seedMarket } from './seedMarket.ts'
import { startTestApi, type TestApi } from './startTestApi.ts'

let api: TestApi
let node: SeededNode
const folder = mkdtempSync(join(tmpdir(), 'infinitio-listen-'))
const keyFile = join(folder, 'provider.key')
const received: { headers: IncomingHttpHeaders; body: string }[] = []
const program = createServer(async (request, response) => {
  received.push({ headers: request.headers, body: (await request.toArray()).join('') })
  response.writeHead(202).end()
}).listen(0, '127.0.0.1')

beforeAll(async () => {
  api = await startTestApi()
  ;[node] = (await seedMarket(api, [{ name: 'one', price: 1_000n }])) as [SeededNode]
  writeFileSync(keyFile, api.chain.keys.provider.privateKey, { mode: 0o600 })
  await final(1)
  await noteLeaseChanges(api.services)
})
afterAll(async () => {
  program.close()
  rmSync(folder, { recursive: true })
  await api.stop()
})

const final = (block: number) =>
  api.owner.query(
    `insert into follower_checkpoint (id, head_number, head_hash, final_number, chain_ok, reorgs, updated_at) values (1, $1, '0x', $1, true, 0, now())
     on conflict (id) do update set head_number = $1, final_number = $1`,
    [block],
  )

/** Settles leases on the provider's machine in one block, so that the provider gets a notification of each. */
async function settle(block: number, leaseIds: readonly bigint[]): Promise<void> {
  for (const [at, leaseId] of leaseIds.entries()) {
    await seedLease(api, node, { leaseId })
    await api.owner.query(
      `insert into chain_logs (block_number, log_index, block_hash, tx_hash, contract, name, args, at_head, at_finality)
       values ($1, $2, '0x', '0x', 'market', 'Settled', $3, true, true)`,
      [block, at, JSON.stringify({ leaseId: leaseId.toString() })],
    )
  }
  await final(block)
  await noteLeaseChanges(api.services)
}

/** Starts `infinitio webhooks listen`. `waits` resolves with the lines that it printed before it waits or ends, `said` with all these lines, and `out` with its output when it has ended without an error. */
function listen(...words: string[]): { waits: Promise<string[]>; out: Promise<string[]>; said: () => Promise<string[]> } {
  const args = ['--disable-warning=ExperimentalWarning', programFile('packages/cli/src/main.ts'), 'webhooks', 'listen', ...words]
  const env = { ...process.env, HOME: folder, INFINITIO_URL: api.url, INFINITIO_KEY_FILE: keyFile }
  const child = spawn(process.execPath, args, { env, stdio: ['ignore', 'pipe', 'pipe'] })
  const ended = once(child, 'close')
  const said: string[] = []
  const printed: string[] = []
  createInterface(child.stdout).on('line', (line) => printed.push(line))
  const lines = createInterface(child.stderr).on('line', (line) => said.push(line))
  return {
    waits: new Promise((resolve) => {
      lines.on('line', (line) => line.startsWith('Waiting') && resolve(said))
      ended.then(() => resolve(said))
    }),
    said: () => ended.then(() => said),
    out: ended.then(([code]) => (code === 0 ? printed : Promise.reject(new Error(`${code}: ${said.join('\n')}`)))),
  }
}

const addressOf = () => `http://127.0.0.1:${(program.address() as AddressInfo).port}/hook`

describe('infinitio webhooks listen', () => {
  test('forwards each new notification once, oldest first, with the signature of a webhook, and shows the answer', async () => {
    await settle(2, [7n])
    const running = listen('--forward', addressOf(), '--count', '3')
    const [first = ''] = await running.waits
    await settle(3, [8n, 9n])
    await settle(4, [10n])
    const lines = await running.out
    expect(lines).toHaveLength(3)
    expect(lines[0]).toMatch(/^\d{4}-\S+Z {2}node_leased {2}\{.*"lease":"8".*\} {2}-> {2}202$/)
    expect(received.map(({ body }) => JSON.parse(body).data.lease)).toEqual(['8', '9', '10'])
    const secret = Buffer.from(/whsec_(\S+)$/.exec(first)?.[1] ?? '', 'base64')
    expect(secret).toHaveLength(32)
    for (const { headers, body } of received) {
      const signed = `${headers['webhook-id']}.${headers['webhook-timestamp']}.${body}`
      expect(headers['webhook-signature']).toBe(`v1,${createHmac('sha256', secret).update(signed).digest('base64')}`)
      expect(JSON.parse(body)).toEqual({
        type: 'node_leased',
        timestamp: expect.stringMatching(/Z$/),
        data: expect.objectContaining({ nodeName: 'one' }),
      })
    }
  })

  test('continues after the last notification that an earlier run printed, and leaves the next ones to the next run', async () => {
    await settle(5, [11n])
    const first = listen('--count', '1')
    await first.waits
    await settle(6, [12n, 13n])
    expect(await first.out).toEqual([expect.stringContaining('"lease":"12"')])
    const [, id = ''] = /--after (\d+)$/.exec((await first.said()).at(-1) ?? '') ?? []
    // Nobody listens now.
    await settle(7, [14n])
    const lines = await listen('--after', id, '--count', '2').out
    expect(lines).toEqual([expect.stringContaining('"lease":"13"'), expect.stringContaining('"lease":"14"')])
  })

  test('prints only the chosen kinds, and goes on if nothing answers at the address', async () => {
    const silent = createServer().listen(0, '127.0.0.1')
    await once(silent, 'listening')
    const { port } = silent.address() as AddressInfo
    silent.close()
    const none = listen('--kinds', 'lease_ready,node_leased', '--count', '2', '--json', '--forward', `http://127.0.0.1:${port}/`)
    // With --json the command says nothing before its result, so it may begin before or after these notifications: they come until it has both.
    const lines = await untilEnded(none.out, 20n)
    expect(lines.map((line) => JSON.parse(line))).toMatchObject([
      { kind: 'node_leased', forwarded: { status: null, error: 'ECONNREFUSED' } },
      { kind: 'node_leased', forwarded: { status: null, error: 'ECONNREFUSED' } },
    ])
  })

  test.each([
    ['--forward', 'ftp://127.0.0.1/'],
    ['--kinds', 'nothing'],
    ['--count', '0'],
    ['--after', 'last'],
  ])('refuses %s %s', async (...words) => {
    await expect(listen(...words).out).rejects.toThrow('api.invalid_field')
  })
})

/** Settles a lease after another until a command has ended, and returns its output. */
async function untilEnded(out: Promise<string[]>, from: bigint): Promise<string[]> {
  let isOver = false
  const over = out.finally(() => {
    isOver = true
  })
  over.catch(() => {})
  for (let leaseId = from; !isOver; leaseId += 1n) await settle(Number(leaseId), [leaseId])
  return await out
}
