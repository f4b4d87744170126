import { execFile } from 'node:child_process'
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { signReady } from '@infinitio/sdk'
import { bareEnv, programFile } from '@infinitio/process/test'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { SeededNode } from '../seedMarket.ts'
import { signedLease } from '../signedLease.ts'
import { type CommandMarket, startCommandMarket } from '../startCommandMarket.ts'
import { guidePages } from './guidePages.ts'

const page = guidePages('en').find(({ file }) => file.endsWith('/tokens.md'))
const api = guidePages('en').find(({ file }) => file.endsWith('/guides/api.md'))
const shell = page?.blocks.filter(({ language }) => language === 'sh').map(({ code }) => code) ?? []
const [, repeated = ''] = api?.blocks.filter(({ language }) => language === 'sh').map(({ code }) => code) ?? []

describe('the guide of tokens', () => {
  let started: CommandMarket
  let home: string
  beforeAll(async () => {
    started = await startCommandMarket()
    home = mkdtempSync(join(tmpdir(), 'infinitio-guide-'))
    mkdirSync(join(home, '.ssh'))
    writeFileSync(join(home, '.ssh/id_ed25519.pub'), 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIJcQmS0ZqkR4mC3tqfr0m1b5sWv2l9gC0mZ7Yx0cQd5x me\n')
    const command = `#!/bin/sh\nexec ${process.execPath} --disable-warning=ExperimentalWarning ${programFile('packages/cli/src/main.ts')} "$@"\n`
    writeFileSync(join(home, 'infinitio'), command)
    chmodSync(join(home, 'infinitio'), 0o755)
  })
  afterAll(async () => {
    if (home !== undefined) rmSync(home, { recursive: true, force: true })
    await started?.stop()
  })

  it('makes a token, rents, extends and ends with curl, and revokes the token, word for word', { timeout: 180_000 }, async () => {
    const { cli, market, engine } = started
    const wallet = started.api.chain.keys.renter.privateKey
    const made = await cli.run(['keys', 'make', '--total', '5', '--hours', '48', '--out', join(home, 'api.key')], { wallet })
    expect(made, made.err).toMatchObject({ code: 0 })
    const node = await market.list('of the guide')
    await started.api.owner.query('insert into node_heartbeats (node_id, last_seen_at, silent) values ($1, now(), false)', [node.node])
    await engine.until('it can be rented', async () => (await started.api.client.getListing({ node: node.node, query: {} })).listing !== null)
    expect(shell).toHaveLength(10)
    const running = run([...shell.slice(0, 4), repeated, ...shell.slice(4)])
    // In tests, blocks are mined only on request, and the lease needs blocks to be settled.
    const mining = setInterval(() => void started.api.chain.mine(1), 500)
    const { code, out, err } = await Promise.all([running, runs(node)])
      .then(([ran]) => ran)
      .finally(() => clearInterval(mining))
    expect(code, `${out}\n${err}`).toBe(0)
    // The command prints a line for each message that it signs. The names in these lines must be exactly these three, in this order.
    expect(err.match(/^Signed as 0x[0-9a-f]{40}: \w+$/gm)?.map((line) => line.split(': ')[1])).toEqual(['Bid', 'Extend', 'End'])
    const of = (name: string) => JSON.parse(readFileSync(join(home, name), 'utf8'))
    expect(of('draft.json')).toMatchObject({ step: 'sign', machine: { node: node.node } })
    const { leaseId } = of('order.json')
    expect(out).toContain(`"orderHash":"${of('placed.json').orderHash}"`)
    expect(out).toContain(`active\nssh `)
    const { extensions, end, closedAt } = of('receipt.json')
    expect(extensions).toEqual([expect.objectContaining({ end: of('extend.json').end, escrowAdded: of('extend.json').escrowAdded })])
    expect(end).toBeLessThanOrEqual(closedAt)
    const client = await started.api.signedIn(started.api.accounts.renter)
    expect((await client.getLease(leaseId)).state).toBe('closed')
    expect((await client.listSessionKeys()).items.flatMap(({ tokens }) => tokens)).toEqual([])
  })

  it('ends without a lease if the order was refused, and shows no older lease', async () => {
    writeFileSync(join(home, 'placed.json'), '{"code":"api.invalid_field","title":"Correct the field.","detail":"body.order"}')
    writeFileSync(join(home, 'lease.json'), '{"state":"active","ssh":{"command":"ssh older"}}')
    const { code, out, err } = await run(shell.slice(4, 6))
    expect(code).not.toBe(0)
    expect(err).toContain('Not placed: Correct the field. body.order')
    expect(out).not.toContain('older')
  })

  /** Acts as the machine: as soon as it has a lease, reports the lease as ready. */
  async function runs(node: SeededNode): Promise<void> {
    const { api, engine } = started
    const { lease_id: leaseId } = await engine.until('it has a lease', async () => {
      const leases = await api.owner.query<{ lease_id: bigint }>('select lease_id from leases where node_id = $1', [node.node])
      return leases[0]
    })
    const chain = await api.client.getChain()
    await api.client.placeRelay(await signReady(node.nodeKey, { lease: await signedLease(api, leaseId), signedAtSeconds: chain.chainNow, chain }))
  }

  /** Runs commands in one shell in a new folder. The shell ends at the first command that fails. */
  function run(blocks: readonly string[]): Promise<{ code: number; out: string; err: string }> {
    const script = ['set -e', ...blocks].join('\n')
    const literal = script
      .replace('export INFINITIO_URL=http://localhost:3000', `export INFINITIO_URL=${started.api.url}`)
      .replaceAll('curl ', 'curl --silent --show-error --fail-with-body ')
    const env = { ...bareEnv(), PATH: `${home}:${process.env.PATH}`, HOME: home }
    return new Promise((resolve) => {
      execFile('bash', ['-o', 'pipefail', '-c', literal], { cwd: home, env }, (error, out, err) =>
        resolve({ code: error === null ? 0 : Number(error.code), out, err }),
      )
    })
  }
})
