import { mkdtempSync, rmSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { testKey } from '@infinitio/chain/test'
import { channelIdOf, serviceId } from '@infinitio/domain'
import { parseEther } from 'viem'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { inTurn } from '../src/ledger/inTurn.ts'
import { readChannel } from '../src/ledger/ledgerAccess.ts'
import { readProxyKeys } from '../src/proxy/clientStore.ts'
import { openChannelRule } from '../src/router/channelRule.ts'
import type { ChannelSettings } from '../src/router/channelSettings.ts'
import type { Offer } from '../src/router/readOffers.ts'
import { allowRouter, fundByKey } from '../src/router/routerActs.ts'
import { openRouterChannels } from '../src/router/routerChannels.ts'
import { openSignatures } from '../src/signatures/openSignatures.ts'
import { startSeller, type TestSeller } from './startSeller.ts'

const deposit = parseEther('1')
const dayMs = 86_400_000
const holdMs = dayMs / 4
const user = testKey('user of a router').address

describe('the channels of a router with users', () => {
  let seller: TestSeller
  let server: Server
  let folder: string
  let nowMs: number
  let offer: Offer

  beforeAll(async () => {
    // This service answers, and shows no receipt and no release.
    server = createServer((message, response) => {
      message.resume()
      response.writeHead(message.url === '/v1/models' ? 200 : 404).end('{}')
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  })
  afterAll(() => server.close())
  beforeEach(async () => {
    nowMs = Date.UTC(2030, 0, 1)
    folder = mkdtempSync(join(tmpdir(), 'infinitio-left-'))
    seller = await startSeller()
    const terms = { ...seller.terms(), url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1` }
    offer = { service: seller.service, payee: seller.payee.address, isBonded: true, bond: deposit * 2n, terms }
  })
  afterEach(async () => {
    await seller.stop()
    rmSync(folder, { recursive: true, force: true })
  })

  async function open(changes: Partial<ChannelSettings> = {}) {
    const { ledger, payer } = seller
    const keys = readProxyKeys(join(folder, 'router'))
    const fund = fundByKey(ledger, { payer: payer.address, key: keys.key, channelKey: keys.channelKey })
    const rule = openChannelRule(
      { perDay: deposit * 4n, perPayee: deposit * 4n, idleMs: 0, ownerIdleMs: dayMs },
      { folder, deposit, nowMs: () => nowMs },
    )
    const parts = {
      ledger,
      payer: payer.address,
      keys,
      folder: join(folder, 'channels'),
      deposit,
      fund,
      rule,
      isSynced: true,
      holdMs,
      onOlderFiles: () => {},
      ...changes,
    }
    const channels = openRouterChannels({ ...parts, signatures: await openSignatures(), turn: inTurn(), onReceipt: async () => {} })
    const id = channelIdOf({ payer: payer.address, key: keys.key, curve: 'secp256k1', service: seller.service, asset: 'PToken' })
    return { channels, keys, rule, onChain: () => readChannel(ledger, id, 'head') }
  }

  async function allow() {
    const { payer, ledger } = seller
    const { keys } = await open()
    const allowance = { total: deposit * 4n, dayCap: deposit * 4n, channel: deposit * 2n, untilSeconds: 4_000_000_000 }
    await allowRouter(ledger, { payerKey: payer.privateKey, payer: payer.address, key: keys.key, allowance, gasCoins: parseEther('1') })
  }

  it('are left by an exit if a service keeps back a receipt, once users pay for its voucher', async () => {
    await allow()
    const { channels, onChain } = await open()
    const { channel } = await channels.of(offer, user)
    channel.leave(channel.begin(Buffer.from('{}'), { prompt: { bytes: 2, messages: 1 }, mostOutput: 1 }).open.seq)
    await channels.look([offer], [])
    expect(await onChain()).toMatchObject({ deposited: deposit, exitAt: 0 })
    nowMs += holdMs + 600_000
    await channels.look([offer], [])
    expect((await onChain()).exitAt).toBeGreaterThan(0)
    expect(channels.refusal(offer, user)).toBe('its channel is being closed')
    channels.close()
  })

  it('are left by an exit after a restart if the newest terms of the service are invalid', async () => {
    await allow()
    const first = await open()
    await first.channels.of(offer, user)
    first.channels.close()
    const { channels, onChain } = await open()
    await channels.look([], [])
    expect((await onChain()).exitAt).toBeGreaterThan(0)
    channels.close()
  })

  it('close after a longer idle time if the owner opened them, or if the router has no record of them', async () => {
    await allow()
    const first = await open()
    await first.channels.of(offer, null)
    first.channels.close()
    // A router of an earlier version has no record of its channels.
    rmSync(join(folder, 'opened-channels.json'))
    const { channels, onChain } = await open()
    await channels.of(offer, null)
    nowMs += dayMs - 1
    await channels.look([offer], [])
    expect(await onChain()).toMatchObject({ deposited: deposit, exitAt: 0 })
    nowMs += 1
    await channels.look([offer], [])
    expect((await onChain()).exitAt).toBeGreaterThan(0)
    channels.close()
  })

  it('serve users only while the bond is large enough, and are not filled again without it', async () => {
    await allow()
    const { channels } = await open()
    await channels.of(offer, user)
    expect(channels.refusal(offer, user)).toBeNull()
    expect(channels.refusal({ ...offer, bond: deposit }, user)).toContain('its bond is below')
    channels.close()
    // With a deposit eight times as large, less than a quarter of it is left.
    let fills = 0
    const rule = openChannelRule({ perDay: deposit, perPayee: deposit, idleMs: dayMs, ownerIdleMs: dayMs }, { folder, deposit, nowMs: () => nowMs })
    const fund = async () => {
      fills += 1
    }
    const again = await open({ deposit: deposit * 8n, fund, rule })
    await again.channels.of(offer, user)
    await again.channels.look([{ ...offer, bond: deposit }], [])
    expect(fills).toBe(0)
    await again.channels.look([offer], [])
    expect(fills).toBe(1)
    again.channels.close()
  })

  it('do not count for the day if their opening sent no transaction', async () => {
    const { channels, rule } = await open({ fund: async () => Promise.reject(new Error('not sent')) })
    for (let count = 0; count < 5; count += 1) await expect(channels.of(offer, user)).rejects.toThrow('not sent')
    expect([rule.has(offer.service), rule.refusal(offer, offer.bond, user)]).toEqual([false, null])
    channels.close()
  })

  it('are two in a day for one account, also after a restart', async () => {
    const { rule } = await open()
    for (const digit of ['1', '2']) rule.noteOpened({ ...offer, service: serviceId(`0x${digit.repeat(40)}`) }, user)
    const next = (await open()).rule
    expect(next.refusal(offer, offer.bond, user)).toBe('your account opened 2 channels today')
    expect(next.refusal(offer, offer.bond, testKey('another user').address)).toBeNull()
    nowMs += dayMs
    expect(next.refusal(offer, offer.bond, user)).toBeNull()
  })
})
