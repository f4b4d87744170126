import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { assetUnits, bps, channelIdOf, type ChannelFacts, formatPt, hex32, ledgerTypedData, serviceId } from '@infinitio/domain'
import { readServiceLedger, settleListCall } from '@infinitio/chain'
import { hideService, showService } from '@infinitio/db'
import { createChainClient, sendCalls } from '@infinitio/chain/node'
import { deployTestGovernance, testKey } from '@infinitio/chain/test'
import { shareClaim } from '@infinitio/services'
import { encodePacked, keccak256, toHex } from 'viem'
import { privateKeyToAccount } from 'viem/accounts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { liveMarket } from './liveMarket.ts'
import { poolActors } from './poolActors.ts'
import { startCli, type TestCli } from './startCli.ts'
import { startTestApi, type TestApi } from './startTestApi.ts'
import { startTestEngine, type TestEngine } from './startTestEngine.ts'

const coin = 10n ** 18n
const [payer, payee, key] = [testKey('payer of services'), testKey('payee of services'), testKey('key of a channel')]
const offer = ['--model', 'tiny', '--service-url', 'https://tiny.example/v1', '--response-key', key.address, '--contact', 'abuse@tiny.example']

/** End-to-end test: the provider of an AI service and an account that pays for it use only the command `infinitio`. */
describe('infinitio services', () => {
  let api: TestApi
  let engine: TestEngine
  let cli: TestCli
  let service = ''
  let channel = ''
  let royal = ''

  beforeAll(async () => {
    api = await startTestApi()
    await deployTestGovernance(api.chain)
    engine = startTestEngine(api)
    const actors = await poolActors(liveMarket(api, engine))
    cli = startCli(api)
    for (const { address } of [payer, payee]) {
      await actors.give(address, 20n * coin)
      await actors.rpc.request({ method: 'anvil_setBalance', params: [address, toHex(coin)] } as never)
    }
  })
  afterAll(async () => {
    cli?.stop()
    await engine?.stop()
    await api?.stop()
  })

  it('registers a service, shows its prices, and moves its bond', async () => {
    expect((await run(payee, 'register', ...offer, '--price', '0.20/0.60', '--lock', '30min')).json).toMatchObject({
      error: { code: 'service.terms_invalid' },
    })
    expect((await run(payee, 'register', ...offer, '--price', '0.20')).json).toMatchObject({ error: { code: 'api.invalid_field' } })
    expect(await run(payee, 'register', ...offer, '--price', '0.20/0.60', '--lock', '1h')).toMatchObject({ code: 0 })
    const { items } = await seen(
      () => api.client.listServices({ payee: payee.address }),
      ({ items: found }) => found.length === 1,
    )
    expect(items).toMatchObject([
      {
        ...{ payee: payee.address, operator: null, lockSeconds: 3_600, bond: '0', channels: 0, settled: '0' },
        offer: {
          model: 'tiny',
          url: 'https://tiny.example/v1',
          inputPrice: `${coin / 5n}`,
          outputPrice: `${(coin * 6n) / 10n}`,
          responseKey: key.address,
        },
      },
    ])
    service = items[0]?.service ?? ''
    expect(await run(payee, 'bond', service, '5')).toMatchObject({ code: 0, json: { bond: `${5n * coin}` } })
    expect((await run(payer, 'bond', service, '1')).json).toMatchObject({ error: { code: 'service.not_payee' } })
    expect((await run(payee, 'collect', service)).json).toMatchObject({ error: { code: 'service.bond_stays' } })
    expect(await run(payee, 'unbond', service)).toMatchObject({ code: 0 })
    expect((await run(payee, 'collect', service)).json).toMatchObject({ error: { code: 'service.bond_leaving' } })
    expect(await run(payee, 'operator', service, key.address)).toMatchObject({ code: 0 })
    for (const wrong of [
      ['--context', '0'],
      ['--quantization', 'fp9'],
      ['--region', 'Europe'],
    ])
      expect((await run(payee, 'terms', service, ...offer, '--price', '0.10/0.50', ...wrong)).json).toMatchObject({
        error: { code: 'api.invalid_field' },
      })
    const stated = ['--context', '8192', '--quantization', 'fp8', '--region', 'eu-north']
    expect(await run(payee, 'terms', service, ...offer, '--price', '0.10/0.50', ...stated)).toMatchObject({ code: 0 })
    const after = await seen(
      () => api.client.getService(service),
      ({ offer: now }) => now?.outputPrice === `${coin / 2n}`,
    )
    expect(after).toMatchObject({ bond: `${5n * coin}`, operator: key.address, bondOutAt: expect.any(Number) })
    expect(after).toMatchObject({ inChannels: '0', offer: { contextTokens: 8_192, quantization: 'fp8', region: 'eu-north' } })
    const shown = (await cli.run(['services', 'show', service])).out
    expect(shown).toMatch(/stated by the seller +up to 8192 tokens, fp8, eu-north/)
    expect(shown).toMatch(/measured by validators +not measured yet/)
    const list = await cli.run(['services', 'list'], { wallet: payer.privateKey })
    expect(list.out).toMatch(/tiny +0\.1\d* PT +0\.5\d* PT +5\.0\d* PT +– +0 +1 h/)
  })

  it('shows that the operator hides a service, and why', async () => {
    await api.services.db.transaction((tx) => hideService(tx, { service, reason: 'Reported.' }))
    expect((await api.client.getService(service)).hidden).toEqual({ reason: 'Reported.', at: expect.any(Number) })
    expect((await cli.run(['services', 'list'], { wallet: payer.privateKey })).out).toMatch(/ hidden +0\.1/)
    expect((await cli.run(['services', 'show', service], { wallet: payer.privateKey })).out).toMatch(/hidden by the operator +.* UTC: Reported\./)
    expect(await showService(api.services.db, { service })).toBe(true)
    expect((await api.client.getService(service)).hidden).toBeNull()
  })

  it('asks before it signs, with what it costs', async () => {
    const asked = await cli.run(['services', 'fund', service, key.address, '3'], { wallet: payer.privateKey })
    expect(asked.err).toMatch(/Out of your pot +0\.0+ PT\n.*Out of your wallet +3\.0+ PT\n.*Left in the channel then +3\.0+ PT\n.*1 h\n.*at most 3/)
    expect(asked.err).toContain('wallet.not_confirmed')
    expect(
      await seen(
        () => api.client.getPayer(payer.address),
        () => true,
      ),
    ).toMatchObject({ pots: [], channels: [] })
  })

  it('refuses amounts, services and channels that do not exist', async () => {
    expect((await run(payer, 'deposit', '0')).json).toMatchObject({ error: { code: 'api.invalid_field' } })
    expect((await run(payer, 'deposit', '21')).json).toMatchObject({ error: { code: 'account.insufficient_tokens' } })
    expect((await run(payer, 'deposit', '1', '--asset', 'G')).json).toMatchObject({ error: { code: 'account.insufficient_tokens' } })
    expect((await run(payer, 'withdraw', '1')).json).toMatchObject({ error: { code: 'service.pot_too_low' } })
    expect((await run(payer, 'fund', `0x${'1'.repeat(40)}`, key.address, '1')).json).toMatchObject({ error: { code: 'service.unknown' } })
    expect((await run(payer, 'exit', `0x${'1'.repeat(64)}`)).json).toMatchObject({ error: { code: 'service.channel_unknown' } })
    expect((await run(payer, 'show', '0x12')).json).toMatchObject({ error: { code: 'service.unknown' } })
    expect((await run(payee, 'sweep')).json).toMatchObject({ error: { code: 'service.call_invalid' } })
    expect(await api.send('GET', '/services?cursor=7')).toMatchObject({ status: 400, body: { code: 'api.cursor_invalid' } })
  })

  it('deposits, opens a channel, and shows what its service settled', async () => {
    expect(await run(payer, 'deposit', '4')).toMatchObject({ code: 0, json: { deposited: `${4n * coin}` } })
    const opened = await run(payer, 'fund', service, key.address, '6')
    expect(opened).toMatchObject({ code: 0, json: { deposited: `${6n * coin}`, serial: 0 } })
    channel = (opened.json as { channel: string }).channel
    expect(await run(payer, 'allow', key.address, '--total', '2', '--per-day', '1', '--per-channel', '1')).toMatchObject({ code: 0 })
    await settle(2n * coin)
    const payerNow = await seen(
      () => api.client.getPayer(payer.address),
      ({ channels }) => channels[0]?.settled === `${2n * coin}`,
    )
    expect(payerNow).toMatchObject({
      ...{
        pots: [{ asset: 'PToken', free: '0', fees: '0' }],
        allowances: [{ key: key.address, left: '2000000', spentToday: '0' }],
        nextCursor: null,
      },
      channels: [{ channel, deposited: `${6n * coin}`, seq: 1, serial: 0, exitAt: null, lockSeconds: 3_600, offeredModel: 'tiny' }],
      days: [{ channel, service, key: key.address, asset: 'PToken', settled: `${2n * coin}` }],
    })
    const statement = await cli.run(['wallet', 'statement', '--json'], { wallet: payer.privateKey })
    const paid = { service, model: 'tiny', asset: 'PToken', settled: `${2n * coin}`, requests: 1 }
    expect((JSON.parse(statement.out) as { services: unknown }).services).toEqual([paid])
    expect((await cli.run(['wallet', 'statement'], { wallet: payer.privateKey })).out).toMatch(
      /AI services, paid from channels[\s\S]*tiny +2\.0+ +PT +1/,
    )
    expect((await cli.run(['wallet', 'statement', '2026-01', '--json'], { wallet: payer.privateKey })).out).toContain('"services":[]')
    const sold = await cli.run(['wallet', 'statement', '--json'], { wallet: payee.privateKey })
    expect(JSON.parse(sold.out)).toMatchObject({ services: [], sales: [paid] })
    expect((await cli.run(['wallet', 'statement'], { wallet: payee.privateKey })).out).toMatch(
      /Your AI services settled, before[\s\S]*tiny +2\.0+ +PT +1/,
    )
    expect((await api.client.getModelDemand()).items).toEqual([{ model: 'tiny', demand: `${coin}`, settled: `${2n * coin}`, visits: 1 }])
    expect((await cli.run(['services', 'demand'])).out).toMatch(/tiny +100\.0 % +1 +2\.0+ PT\nSince .*T00:00 UTC\./)
    const text = await cli.run(['services', 'channels'], { wallet: payer.privateKey })
    expect(text.out).toMatch(/tiny .* 2\.0+ PT +4\.0+ PT +open/)
  })

  it('exits, waits for the lock, finishes, and withdraws', async () => {
    expect((await run(payer, 'finish', channel)).json).toMatchObject({ error: { code: 'service.channel_open' } })
    expect(await run(payer, 'exit', channel.slice(0, 12))).toMatchObject({ code: 0 })
    expect((await run(payer, 'exit', channel)).json).toMatchObject({ error: { code: 'service.channel_exiting' } })
    expect((await run(payer, 'fund', service, key.address, '1')).json).toMatchObject({ error: { code: 'service.channel_exiting' } })
    expect((await run(payer, 'finish', channel)).json).toMatchObject({ error: { code: 'service.channel_exiting' } })
    await travel(3_600)
    expect(await run(payer, 'finish', channel)).toMatchObject({ code: 0, json: { refund: `${4n * coin}` } })
    for (const act of ['exit', 'release']) expect((await run(payer, act, channel)).json).toMatchObject({ error: { code: 'service.channel_empty' } })
    expect(await run(payer, 'withdraw', '4')).toMatchObject({ code: 0, json: { withdrawn: `${4n * coin}` } })
    expect(await run(payee, 'sweep')).toMatchObject({ code: 0, json: { swept: `${coin / 200n}` } })
    expect(await run(payer, 'revoke', key.address)).toMatchObject({ code: 0 })
    const left = await seen(
      () => api.client.getPayer(payer.address),
      ({ allowances }) => allowances[0]?.until === 0,
    )
    expect(left).toMatchObject({ pots: [{ free: '0' }], channels: [{ deposited: `${2n * coin}`, settled: `${2n * coin}`, serial: 1, exitAt: null }] })
    await travel(14 * 86_400)
    expect(await run(payee, 'collect', service)).toMatchObject({ code: 0, json: { collected: `${5n * coin}` } })
  })

  it('registers services by a grant of the model’s owner, and refuses every other grant', async () => {
    const model = async (wallet: typeof payee, ...args: string[]) => {
      const ended = await cli.run(['model', ...args, '--yes', '--json'], { wallet: wallet.privateKey })
      return { code: ended.code, json: JSON.parse(ended.out === '' ? ended.err : ended.out) as Record<string, unknown> }
    }
    for (const name of ['Polder 7B', 'Polder 70B']) expect(await model(payer, 'register', name, '--price', '1')).toMatchObject({ code: 0 })
    expect(await model(payee, 'register', 'Dune 1B', '--price', '1')).toMatchObject({ code: 0 })
    const granted = await model(payer, 'grant', '1', payee.address, '--royalty', '12.5', '--for', '1h')
    const grant = granted.json
    expect(grant).toMatchObject({ owner: payer.address, model: 1, payee: payee.address, royaltyBps: 1_250 })
    const error = (code: string, detail: string) => ({ error: { code, detail: expect.stringContaining(detail) } })
    expect((await model(payee, 'grant', '1', payee.address, '--royalty', '5')).json).toMatchObject(error('auth.forbidden', payer.address))
    expect((await model(payer, 'grant', '9', payee.address, '--royalty', '5')).json).toMatchObject(error('api.not_found', 'model 9'))
    expect((await model(payer, 'grant', '1', payee.address, '--royalty', '31')).json).toMatchObject(error('api.invalid_field', '0 to 30'))

    const file = join(cli.home, 'grant.json')
    const register = async (wallet: typeof payee, text: string) => {
      writeFileSync(file, text)
      return await run(wallet, 'register', ...offer, '--price', '0.20/0.60', '--lock', '1h', '--grant', file)
    }
    const refused = async (change: object, detail: string, wallet = payee) =>
      expect((await register(wallet, JSON.stringify({ ...grant, ...change }))).json).toMatchObject(error('service.grant_invalid', detail))
    await refused({ payee: payer.address }, 'it is for the payee')
    await refused({}, 'it is for the payee', payer)
    await refused({ model: 2 }, 'ServiceLedger_GrantInvalid')
    await refused({ model: 3 }, `model 3 belongs to ${payee.address}`)
    await refused({ owner: payee.address }, `model 1 belongs to ${payer.address}`)
    await refused({ chainId: 1 }, 'on chain 1')
    await refused({ ledger: key.address }, key.address)
    await refused({ royaltyBps: 0 }, 'ServiceLedger_GrantInvalid')
    await refused({ royaltyBps: 3_001 }, 'holds no grant')
    await refused({ until: Number(grant['until']) + 1 }, 'ServiceLedger_GrantInvalid')
    await refused(
      { signature: (await model(payee, 'grant', '3', payee.address, '--royalty', '12.5', '--for', '1h')).json['signature'] },
      'GrantInvalid',
    )

    expect(await register(payee, JSON.stringify(grant))).toMatchObject({ code: 0 })
    const { items } = await seen(
      () => api.client.listServices({ royaltyTo: payer.address }),
      ({ items: found }) => found.length === 1,
    )
    expect(items).toMatchObject([{ payee: payee.address, royaltyTo: payer.address, royaltyBps: 1_250, royalty: '0', model: `0x${'0'.repeat(63)}1` }])
    royal = items[0]?.service ?? ''
    expect((await cli.run(['services', 'show', royal], { wallet: payer.privateKey })).out).toMatch(/12\.5 % to 0x.* 0\.0+ PT until now/)
  })

  it('pays the owner of the model a royalty, and shows it to the payer and the owner', async () => {
    const facts = { payer: payer.address, key: key.address, curve: 'secp256k1', service: serviceId(royal), asset: 'PToken' } as const
    expect(await run(payer, 'fund', royal, key.address, '3')).toMatchObject({ code: 0, json: { channel: channelIdOf(facts) } })
    const claim = coin + 7n
    await settle(claim, royal)
    const { royalty } = shareClaim({ settled: assetUnits(0n), claim: assetUnits(claim), royaltyBps: bps(1_250) })
    expect(royalty).toBeGreaterThan(coin / 9n)
    const shown = await seen(
      () => api.client.getService(royal),
      ({ settled }) => settled === `${claim}`,
    )
    expect(shown).toMatchObject({ royalty: `${royalty}` })
    const { channels, pots } = await api.client.getPayer(payer.address)
    expect(channels.find(({ service: of }) => of === royal)).toMatchObject({ royaltyTo: payer.address, royalty: `${royalty}` })
    expect(pots).toMatchObject([{ free: `${royalty}` }])
    expect((await api.client.listServices({ royaltyTo: payee.address })).items).toEqual([])
    // The payer gets the royalty of this service, so its use does not count as demand. Its use of the first service was 14 days ago.
    const { items: demanded } = await api.client.getModelDemand()
    expect(demanded).toEqual([])
    expect(await run(payer, 'withdraw', formatPt(royalty, { digits: 18 }))).toMatchObject({ code: 0 })
    await travel(3_601)
    expect((await run(payee, 'register', ...offer, '--price', '1/1', '--lock', '1h', '--grant', join(cli.home, 'grant.json'))).json).toMatchObject({
      error: { code: 'service.grant_invalid', detail: expect.stringContaining('it ended at') },
    })
  })

  it('shows and leaves channels by the chain, without any server of the market', async () => {
    const chain = { INFINITIO_URL: 'http://127.0.0.1:9', INFINITIO_RPC: api.chain.rpcUrl, INFINITIO_DIRECTORY: api.chain.addresses.directory }
    const alone = async (...args: string[]) => {
      const yes = ['channels', 'owed'].includes(args[0] ?? '') ? [] : ['--yes']
      const ended = await cli.run(['services', ...args, ...yes, '--json'], { wallet: payer.privateKey, env: chain })
      return JSON.parse(ended.out === '' ? ended.err : ended.out) as { channels: { channel: string; service: string; serial: number }[] }
    }
    const listed = await alone('channels')
    expect(listed).toMatchObject({ pots: [], allowances: [] })
    expect(listed.channels).toHaveLength(2)
    const own = listed.channels.find(({ service: of }) => of === royal)
    expect(own).toMatchObject({
      payer: payer.address,
      key: key.address,
      deposited: `${3n * coin}`,
      settled: `${coin + 7n}`,
      exitAt: null,
      lockSeconds: 3_600,
    })
    expect(listed.channels.find(({ service: of }) => of === service)).toMatchObject({ channel, serial: 1 })
    const text = await cli.run(['services', 'channels'], { wallet: payer.privateKey, env: chain })
    expect(text.out).toMatch(/pot: empty[\s\S]* 1\.99\d+ PT +open/)
    expect(await alone('exit', '0xffffffffffff')).toMatchObject({ error: { code: 'service.channel_unknown' } })
    expect(await alone('exit', own?.channel.slice(0, 12) ?? '')).toMatchObject({ channel: own?.channel })
    await travel(3_600)
    expect(await alone('finish', own?.channel ?? '')).toMatchObject({ refund: `${2n * coin - 7n}` })
    expect(await alone('withdraw', formatPt(2n * coin - 7n, { digits: 18 }))).toMatchObject({ withdrawn: `${2n * coin - 7n}` })
    expect(await alone('owed', royal)).toEqual({ service: royal, report: 'silent' })
    expect(await alone('owed', `0x${'7'.repeat(40)}`)).toMatchObject({ error: { code: 'service.unknown' } })
    const noRpc = await cli.run(['services', 'channels', '--json'], { wallet: payer.privateKey, env: { ...chain, INFINITIO_RPC: null } })
    expect(JSON.parse(noRpc.err)).toMatchObject({ error: { code: 'api.invalid_field', detail: expect.stringContaining('--rpc') } })
  })

  /**
   * Settles a payment channel: the operator of the service sends the claim that the channel's key has signed. In this test, the operator and the channel have
   * the same key.
   */
  async function settle(claim: bigint, of = service): Promise<void> {
    const client = createChainClient({ rpcUrl: api.chain.rpcUrl, timeoutMs: 10_000 })
    const ledger = await readServiceLedger(client, api.chain.addresses.directory)
    if (ledger === null) throw new Error('the Directory names the ledger')
    const facts: ChannelFacts = { payer: payer.address, key: key.address, curve: 'secp256k1', service: serviceId(of), asset: 'PToken' }
    const rows = encodePacked(['address', 'uint24', 'uint32', 'uint96'], [payer.address, 0, 1, claim])
    const typed = ledgerTypedData('List', { service: facts.service, asset: 0, rows: hex32(keccak256(rows)) }, { chainId: api.chain.chainId, ledger })
    const keySignature = await privateKeyToAccount(key.privateKey).signTypedData(typed as never)
    const call = settleListCall({ ledger, service: facts.service, asset: 'PToken', key: key.address, rows, keySignature })
    await sendCalls(client, { privateKey: payee.privateKey, calls: [{ ...call, what: 'settle', value: 0n, gas: 1_000_000n }], timeoutMs: 10_000 })
  }

  /**
   * Waits until the follower (the process that copies chain events into the database) has stored the awaited data, and returns it. `isThere` decides whether
   * the data that `read` returns is complete.
   */
  function seen<Found>(read: () => Promise<Found>, isThere: (found: Found) => boolean): Promise<Found> {
    return engine.until('the follower has it', async () => {
      const found = await read()
      return isThere(found) ? found : null
    })
  }

  async function travel(seconds: number): Promise<void> {
    await api.chain.travel(seconds)
    await api.services.clock.refresh()
  }

  async function run(wallet: { readonly privateKey: `0x${string}` }, ...args: string[]) {
    const yes = ['channels', 'list', 'show'].includes(args[0] ?? '') ? [] : ['--yes']
    const ended = await cli.run(['services', ...args, ...yes, '--json'], { wallet: wallet.privateKey })
    return { code: ended.code, json: JSON.parse(ended.out === '' ? ended.err : ended.out) as unknown }
  }
})
