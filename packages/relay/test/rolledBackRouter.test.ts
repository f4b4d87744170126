import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { bondServiceCall, depositToLedgerCall, pTokenAbi } from '@infinitio/chain'
import { sendCalls } from '@infinitio/chain/sender'
import { testKey, type TestKey } from '@infinitio/chain/test'
import { address, assetUnits } from '@infinitio/domain'
import { askRouterKey, findRouter, openExitAccess } from '@infinitio/sdk/services'
import type { RouterTerms } from '@infinitio/services'
import { encodeFunctionData, maxUint256, parseEther } from 'viem'
import { privateKeyToAccount } from 'viem/accounts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { fundChannel, newServiceFacts, planFunding, registerService } from '../src/ledger/accountActs.ts'
import { type ProxyKeys, readProxyKeys } from '../src/proxy/clientStore.ts'
import { allowRouter, fundByKey } from '../src/router/routerActs.ts'
import { type RouterNews, type RunningRouter, startRouter } from '../src/router/startRouter.ts'
import { type RunningServe, startServe } from '../src/serve/startServe.ts'
import { startSeller, type TestSeller } from './startSeller.ts'
import { startTestModel, testModel, type TestModel } from './startTestModel.ts'

const deposit = parseEther('1')
const responder = testKey('router responder')

/** The payer of the test is also the router's only user. */
describe('a router with users whose folder is an older copy', () => {
  let seller: TestSeller
  let model: TestModel
  let serve: RunningServe
  let router: RunningRouter
  let keys: ProxyKeys
  let folder: string
  let own: string
  let port: number
  let terms: RouterTerms
  let service: Awaited<ReturnType<typeof registerService>>
  const news: RouterNews[] = []

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'infinitio-older-'))
    own = join(folder, 'router')
    ;[model, seller] = await Promise.all([startTestModel(), startSeller()])
    const [servePort, routerPort] = [await freePort(), await freePort()]
    port = routerPort
    const offered = await seller.setTerms({ url: `http://127.0.0.1:${servePort}/v1` })
    serve = await startServe(seller.serveSettings({ upstream: model.url, terms: offered, listen: { host: '127.0.0.1', port: servePort } }))
    keys = readProxyKeys(own)
    const { ledger, payer, payee } = seller
    const allowance = { total: deposit * 20n, dayCap: deposit * 20n, channel: deposit * 4n, untilSeconds: 4_000_000_000 }
    await allowRouter(ledger, { payerKey: payer.privateKey, payer: payer.address, key: keys.key, allowance, gasCoins: parseEther('1') })
    terms = {
      ...{ version: 1, kind: 'router', asset: 'PToken', url: `http://127.0.0.1:${port}/v1`, contact: '' },
      ...{ marginBps: 100, leastDeposit: assetUnits(parseEther('0.0001')), responseKey: responder.address },
    }
    const facts = newServiceFacts({ payee: payee.address, lockSeconds: 86_400, salt: `0x${'7'.repeat(64)}` })
    service = await registerService(ledger, { payeeKey: payee.privateKey, facts, operator: keys.key, terms, gasCoins: 0n })
    const { pToken } = seller.chain.addresses
    const bond = assetUnits(deposit * 4n)
    const approval = encodeFunctionData({ abi: pTokenAbi, functionName: 'approve', args: [ledger.domain.ledger, maxUint256] })
    await send({ to: pToken, data: approval }, payer)
    await send(depositToLedgerCall({ ledger: ledger.domain.ledger, account: payee.address, asset: 'PToken', amount: bond }), payer)
    await send(bondServiceCall({ ledger: ledger.domain.ledger, service: seller.service, amount: bond }), payee)
    await start()
    const channel = { payer: payer.address, key: keys.key, curve: 'secp256k1', service, asset: 'PToken' } as const
    await fundChannel(ledger, { payerKey: payer.privateKey, channel, plan: await planFunding(ledger, { channel, unsettled: deposit }) })
    await router.look()
  })
  afterAll(async () => {
    await router.stop()
    await serve.stop()
    await Promise.all([model.stop(), seller.stop()])
    rmSync(folder, { recursive: true, force: true })
  })

  async function send({ to, data }: { readonly to: string; readonly data: `0x${string}` }, { privateKey }: TestKey): Promise<void> {
    const call = { to: address(to.toLowerCase()), data, value: 0n, gas: 300_000n, what: 'setup' }
    await sendCalls(seller.ledger.client, { privateKey, calls: [call], timeoutMs: 10_000 })
  }

  async function freePort(): Promise<number> {
    const probe = await startTestModel()
    await probe.stop()
    return Number(new URL(probe.url).port)
  }

  async function start(): Promise<void> {
    const { ledger, payer } = seller
    const fund = fundByKey(ledger, { payer: payer.address, key: keys.key, channelKey: keys.channelKey })
    router = await startRouter({
      ...{ ledger, payer: payer.address, keys, folder: own, listen: { host: '127.0.0.1', port }, deposit, fund, lookEveryMs: 600_000 },
      ...{ prepaid: { service, terms, responseKey: responder.privateKey }, onNews: (one) => void news.push(one) },
    })
  }

  /** Stops the router, and starts it with an earlier copy of its folder. */
  async function startFrom(copy: string): Promise<void> {
    await router.stop()
    rmSync(own, { recursive: true })
    cpSync(copy, own, { recursive: true })
    rmSync(join(own, 'lock'), { force: true })
    await start()
  }

  async function ask(apiKey: string): Promise<string> {
    const headers = { 'content-type': 'application/json', authorization: `Bearer ${apiKey}` }
    const body = JSON.stringify({ model: testModel, messages: [{ role: 'user', content: 'Hi' }] })
    return await (await fetch(`http://127.0.0.1:${port}/v1/chat/completions`, { method: 'POST', headers, body })).text()
  }

  it('ends the channels of its users when a service shows a voucher that its key signed later, and goes on for its owner', async () => {
    const found = (await findRouter(openExitAccess({ rpcUrl: seller.chain.rpcUrl }), {
      url: terms.url,
      ledger: seller.ledger.domain.ledger,
    })) as never
    const { payer } = seller
    const { apiKey } = await askRouterKey(found, {
      ...{ payer: payer.address, domain: seller.ledger.domain, nowSeconds: Math.floor(Date.now() / 1_000) },
      signMessage: (message) => privateKeyToAccount(payer.privateKey).signMessage({ message }),
    })
    const { text: owner } = router.books.addKey({ label: 'owner', budgetPerDay: null, nowMs: Date.now() })
    expect(await ask(apiKey)).toContain('word4')
    const [early, late] = [join(folder, 'early'), join(folder, 'late')]
    cpSync(own, early, { recursive: true })
    for (let count = 0; count < 20; count += 1) expect(await ask(owner)).toContain('word4')
    // A power cut loses a few vouchers and no receipt of a user, so the users go on.
    await startFrom(early)
    expect(await ask(apiKey)).toContain('word4')
    expect(news).toEqual([])
    cpSync(own, late, { recursive: true })
    for (let count = 0; count < 300; count += 1) expect(await ask(owner)).toContain('word4')
    await startFrom(late)
    expect(await ask(apiKey)).toContain('serving.no_answer')
    expect(news).toEqual([{ kind: 'lost', payer: payer.address }])
    expect(await ask(apiKey)).toContain('serving.channel_ended')
    expect(await ask(owner)).toContain('word4')
    // The first request after the restart can also be one of the owner.
    await startFrom(late)
    expect(await ask(owner)).toContain('word4')
    expect(await ask(apiKey)).toContain('serving.channel_ended')
  })
})
