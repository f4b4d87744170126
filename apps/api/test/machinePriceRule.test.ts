import { randomUUID } from 'node:crypto'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { testKey } from '@infinitio/chain/test'
import { openTunnel } from '@infinitio/db'
import type { PricingRuleWire, ProviderWire } from '@infinitio/domain/wire'
import { type Client, giveMandate } from '@infinitio/sdk'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type LiveMarket, liveMarket } from './liveMarket.ts'
import { provisionByAgent } from './provisionByAgent.ts'
import type { SeededNode } from './seedMarket.ts'
import { startTestApi, type TestApi } from './startTestApi.ts'
import { startTestEngine } from './startTestEngine.ts'

const folder = mkdtempSync(join(tmpdir(), 'infinitio-machine-rule-'))

/** In tests, machines are listed at 1e12 base units per GPU-second, which is 0.0036 PT an hour. */
const rule: PricingRuleWire = {
  basePtPerHour: '0.0072',
  floorPtPerHour: '0.0036',
  ceilingPtPerHour: '0.036',
  electricity: null,
  market: null,
  utilisation: null,
  schedule: [],
  change: { stepPercent: 2, minutes: 15 },
}

describe('a machine with a price rule in its folder', () => {
  let api: TestApi
  let market: LiveMarket
  let asProvider: Client
  let stop: () => Promise<void>

  beforeAll(async () => {
    api = await startTestApi()
    const engine = startTestEngine(api)
    stop = () => engine.stop()
    market = liveMarket(api, engine)
    asProvider = await api.signedIn(api.accounts.provider)
  }, 120_000)
  afterAll(async () => {
    await stop()
    await api.stop()
    rmSync(folder, { recursive: true, force: true })
  })

  test('is priced by the key of the wallet, and not again before the minutes of the rule are over', async () => {
    const node = await listed('by wallet')
    const keyFile = join(folder, 'wallet.key')
    writeFileSync(keyFile, api.chain.keys.provider.privateKey, { mode: 0o600 })
    const machine = machineOf('by wallet', keyFile)
    machine.setRule({})
    expect(await machine.provision()).toMatchObject({ code: 0, listing: { signer: 'wallet', trouble: null } })
    expect(machine.lastLook()).toMatchObject({ state: 'changed', from: '1000000000000', to: '2000000000000', code: null })
    expect(await priceOf(node)).toBe('2000000000000')
    machine.setRule({ basePtPerHour: '0.0108' })
    expect((await machine.provision()).code).toBe(0)
    expect(await priceOf(node)).toBe('2000000000000')
  })

  test('is priced by its own key within its permission, and stays listed with a rule that cannot be read', async () => {
    const node = await listed('by mandate')
    const machine = machineOf('by mandate', join(folder, 'taken-away.key'))
    const [chain, { nextAskNonce }, own] = await Promise.all([api.client.getChain(), asProvider.getProvider(), nodeOf(node)])
    if (own.ask === null || own.askHash === null) throw new Error('the node is listed')
    await giveMandate(asProvider.transport, {
      signer: api.accounts.provider,
      chain,
      given: {
        own: { node: node.node, ask: own.ask, askHash: own.askHash },
        minPricePerGpuSecond: 1_500_000_000_000n,
        forSeconds: 30 * 86_400,
        nonce: BigInt(nextAskNonce),
      },
      keep: (signed) => writeFileSync(join(machine.dataDir, 'mandate.json'), JSON.stringify(signed)),
    })
    machine.setRule({ basePtPerHour: '0.0036' })
    expect((await machine.provision()).code).toBe(0)
    expect(machine.lastLook()).toMatchObject({ state: 'changed', from: '1000000000000', to: '1500000000000' })
    expect(await priceOf(node)).toBe('1500000000000')
    machine.forgetLook()
    writeFileSync(join(machine.dataDir, 'price-rule.json'), '{}')
    expect((await machine.provision()).code).toBe(0)
    expect(machine.lastLook()).toMatchObject({ state: 'refused', code: 'order.pricing_rule_invalid' })
    expect(await priceOf(node)).toBe('1500000000000')
  })

  /** Lists a machine that is reachable during the whole test. */
  async function listed(name: string): Promise<SeededNode> {
    const node = await market.list(name)
    await api.owner.query("insert into node_heartbeats (node_id, last_seen_at, silent) values ($1, now() + interval '1 hour', false)", [node.node])
    await openTunnel(api.owner, { id: randomUUID(), nodeId: node.node, gatewayId: 'test', connectedAt: new Date() })
    return node
  }

  /** Returns the node as its provider sees it. The API sees a new node a moment after its registration. */
  function nodeOf({ node }: SeededNode): Promise<ProviderWire['nodes'][number]> {
    return market.engine.until('the provider has the node', async () => {
      return (await asProvider.getProvider()).nodes.find((own) => own.node === node) ?? null
    })
  }

  async function priceOf(node: SeededNode): Promise<string | null> {
    return (await nodeOf(node)).ask?.pricePerGpuSecond ?? null
  }

  function machineOf(name: string, keyFile: string) {
    const dataDir = join(folder, name)
    mkdirSync(dataDir)
    const lookFile = join(dataDir, 'price-rule-last.json')
    return {
      dataDir,
      provision: provisionByAgent(api, { dataDir, keyFile, nodeKey: testKey(`node ${name}`).privateKey }),
      setRule: (change: Partial<PricingRuleWire>) => writeFileSync(join(dataDir, 'price-rule.json'), JSON.stringify({ ...rule, ...change })),
      lastLook: (): unknown => JSON.parse(readFileSync(lookFile, 'utf8')),
      forgetLook: () => rmSync(lookFile),
    }
  }
})
