import { randomUUID } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { testKey } from '@infinitio/chain/test'
import { openTunnel } from '@infinitio/db'
import { durationSeconds, nodeId } from '@infinitio/domain'
import { signMandate } from '@infinitio/sdk'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { SeededNode } from './seedMarket.ts'
import { type CommandMarket, startCommandMarket } from './startCommandMarket.ts'
import { startTestAgent, type TestAgent } from './startTestAgent.ts'

const isLong = process.env['TEST_LONG'] === '1'

/** The name that an agent without settings gives its machine. */
const machineName = 'This machine'

describe('a fleet file, by the command and the real agent of its machine', { timeout: 240_000 }, () => {
  let started: CommandMarket
  let node: SeededNode
  let agent: TestAgent
  beforeAll(async () => {
    started = await startCommandMarket()
    const { api, market, engine } = started
    node = await market.list('of a fleet file')
    const { ask } = node
    const limits = { maxTrialSeconds: durationSeconds(0n), minNoticeSeconds: durationSeconds(0n), maxNoticeSeconds: durationSeconds(0n), flags: 0 }
    const mandate = {
      ...{ ...limits, provider: ask.provider, node: nodeId(node.node), minPricePerGpuSecond: ask.pricePerGpuSecond },
      ...{ maxDurationSeconds: ask.maxDurationSeconds, availableUntil: ask.availableUntil, until: ask.expiry, nonce: 9_001n },
    }
    const permission = await signMandate(api.accounts.provider, { mandate, chain: await api.client.getChain() })
    // No gateway runs in this test, so insert the row about the machine's tunnel here.
    await openTunnel(api.owner, { id: randomUUID(), nodeId: node.node, gatewayId: 'test', connectedAt: new Date() })
    agent = startTestAgent(api, { nodeKey: testKey('node of a fleet file').privateKey, permission })
    const asProvider = await api.signedIn(api.accounts.provider)
    await engine.until('the agent reports its signing permission', async () => {
      return (await asProvider.getFleetSigning()).nodes.some(({ by }) => by === 'mandate')
    })
  }, 300_000)
  afterAll(async () => {
    await agent?.stop()
    await started?.stop()
  })

  it('is checked with the line of each error', async () => {
    expect(await fleet('check', 'prize: 0.0072')).toMatchObject({ code: 1, out: expect.stringContaining(`${file()}:3  "prize" is not a field`) })
    expect(await fleet('check', 'price: 0.0072')).toEqual({ code: 0, out: `${file()}: 1 machine, no errors.\n`, err: '' })
  })

  it('is compared with the listings, and changes them only after a yes', async () => {
    const diff = await fleet('diff', 'price: 0.0072')
    expect(diff, diff.err).toMatchObject({ code: 0, out: expect.stringMatching(/^This machine +0\.0036 +0\.0072$/m) })
    expect(await fleet('apply', 'price: 0.0072')).toMatchObject({ code: 90, err: expect.stringContaining('(wallet.not_confirmed)') })
    const absurd = await fleet('apply', 'price: 999')
    expect(absurd).toMatchObject({ code: 90, err: expect.stringContaining('is at least ten times the old price, 0.0036.\n') })
    expect(absurd.err).toContain('Sign one list for 1 machine anyway?')
    expect(await price()).toBe('1000000000000')
    const applied = await fleet('apply', 'price: 0.0072', '--yes')
    expect(applied, applied.err).toMatchObject({ code: 0, out: expect.stringMatching(/^This machine {2}done$/m) })
    expect(await price()).toBe('2000000000000')
    expect(await fleet('diff', 'price: 0.0072')).toMatchObject({ code: 0, out: 'Your listings match the file.\n' })
  })

  it.skipIf(!isLong)('pauses and lists again, and names a machine that may not list at the price before anything is signed', async () => {
    expect(await fleet('apply', 'paused: true', '--yes')).toMatchObject({ code: 0, out: expect.stringMatching(/^This machine {2}done$/m) })
    expect(await price()).toBeNull()
    expect(await fleet('apply', 'price: 0.0018', '--yes')).toMatchObject({
      code: 1,
      err: expect.stringMatching(/Left out: This machine may not list at a price this low by its signing permission\.\nNothing was signed/),
    })
    expect(await fleet('apply', 'price: 0.0036', '--yes')).toMatchObject({ code: 0, out: expect.stringMatching(/^This machine {2}done$/m) })
    expect(await price()).toBe('1000000000000')
  })

  const file = () => join(started.cli.home, 'fleet.yaml')

  /** Runs `infinitio provide fleet` as the provider, with a fleet file that contains one machine and the given field. */
  function fleet(act: 'check' | 'diff' | 'apply', field: string, ...args: string[]) {
    writeFileSync(file(), `machines:\n  - machine: ${machineName}\n    ${field}\n`)
    return started.cli.run(['provide', 'fleet', act, file(), ...args], { wallet: started.api.chain.keys.provider.privateKey })
  }

  async function price(): Promise<string | null> {
    const { nodes } = await (await started.api.signedIn(started.api.accounts.provider)).getProvider()
    return nodes.find((own) => own.node === node.node)?.ask?.pricePerGpuSecond ?? null
  }
})
