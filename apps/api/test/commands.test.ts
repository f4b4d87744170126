import { chmodSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createChainClient } from '@infinitio/chain/node'
import { testKey } from '@infinitio/chain/test'
import { signReady } from '@infinitio/sdk'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { SeededNode } from './seedMarket.ts'
import { signedBid } from './signedBid.ts'
import { type CommandMarket, startCommandMarket } from './startCommandMarket.ts'
import { signedLease } from './signedLease.ts'

const isLong = process.env.TEST_LONG === '1'

const publicKey = 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIJcQmS0ZqkR4mC3tqfr0m1b5sWv2l9gC0mZ7Yx0cQd5x a person\n'

describe('what the pages do, by the command', () => {
  let started: CommandMarket
  let api: CommandMarket['api']
  let engine: CommandMarket['engine']
  let market: CommandMarket['market']
  let cli: CommandMarket['cli']
  let node: SeededNode
  /** A lease that an earlier test ended and closed. Later tests use it, for example for an invoice. */
  let closedLease = ''
  beforeAll(async () => {
    started = await startCommandMarket()
    ;({ api, cli, engine, market } = started)
    writeFileSync(join(cli.home, 'id.pub'), publicKey)
    node = await offered('for commands')
  })
  afterAll(() => started?.stop())

  it('holds a price, releases it, and rents with a hold; a used hold is refused', async () => {
    const held = await json('holds', 'make', node.node, '--hours', '2', '--funded')
    expect(held).toMatchObject({ state: 'held', node: node.node, durationSeconds: 7_200, funded: true })
    expect((await infinitio('holds', 'release', held.holdId)).code).toBe(0)
    await engine.until('the hold is back', async () => (await json('holds', 'show', held.holdId)).state === 'released')
    expect(await rent('--hold', held.holdId)).toMatchObject({ code: 20, err: expect.stringContaining('hold.released') })
    const { holdId } = await json('holds', 'make', node.node, '--hours', '2')
    expect(await rent(node.node, '--hold', holdId)).toMatchObject({ code: 80, err: expect.stringContaining('--hold') })
    const rented = await rent('--hold', holdId)
    expect(rented, rented.err).toMatchObject({ code: 0 })
    const { leaseId, lease } = JSON.parse(rented.out)
    expect(lease.terms).toMatchObject({ node: node.node, durationSeconds: 7_200 })
    expect(await json('holds', 'show', holdId)).toMatchObject({ state: 'used' })
    expect((await json('end', leaseId)).lease.state).toBe('closed')
    closedLease = leaseId
    expect(await json('receipt', leaseId)).toMatchObject({ leaseId })
    expect(await json('explore', 'lease', leaseId)).toMatchObject({ leaseId, state: 'closed' })
  })

  it.skipIf(!isLong)('edits an order that waits, says where it is and whether its receipts are good, and voids one on the chain', async () => {
    const bid = ['orders', 'bid', '--class', 'cpu-slot', '--region', 'local', '--force', 'gtc', '--ssh-key', join(cli.home, 'id.pub')]
    const { orderHash } = await json(...bid, '--max-price', '0.001')
    await engine.until('it waits', async () => (await api.client.getOrder(orderHash)).state === 'open')
    expect(await infinitio('orders', 'edit', orderHash)).toMatchObject({ code: 80 })
    const edited = await json('orders', 'edit', orderHash, '--price', '0.0018', '--gpus', '2')
    await engine.until('the new one waits', async () => (await api.client.getOrder(edited.orderHash)).state === 'open')
    expect(await api.client.getOrder(orderHash)).toMatchObject({ state: 'cancelled', leftReason: 'replaced' })
    const shown = await json('orders', 'show', edited.orderHash)
    expect(shown).toMatchObject({ order: { gpusToGo: 2, order: { maxPricePerGpuSecond: '500000000000' } }, receipts: [{ isGood: true }] })
    expect(shown.workload.sshKeys).toEqual([publicKey.trim()])
    expect((await infinitio('orders', 'show', edited.orderHash)).out).toContain(': good')
    const { places } = await engine.until('its place is told', async () => {
      const found = await json('orders', 'places')
      // The API calculates the queue position from the part of the journal that it has read, and that part may not contain the new order yet. So repeat until
      // it does.
      return found.places.some((one: { orderHash: string }) => one.orderHash === edited.orderHash) ? found : null
    })
    expect(places).toEqual([expect.objectContaining({ orderHash: edited.orderHash, ordersBefore: 0, placeAtPrice: 1 })])
    expect((await infinitio('orders', 'cancel', edited.orderHash, '--on-chain')).code).toBe(0)
    await engine.until('it is void', async () => (await api.client.getOrder(edited.orderHash)).leftReason === 'chain')
    const ask = await json('orders', 'edit', node.askHash, '--price', '0.0072', '--transferable', 'as provider')
    await engine.until('the ask is another', async () => (await api.client.getOrder(ask.orderHash)).state === 'open')
    expect((await api.client.getOrder(ask.orderHash)).order).toMatchObject({ pricePerGpuSecond: '2000000000000', transferable: true })
  })

  it.skipIf(!isLong)('shares a lease, ends one on another node, and has it invoiced; gives away one that waits', async () => {
    const mayGo = await offered('given away')
    const asked = await json('orders', 'ask', mayGo.node, '--price', '0.003', '--transferable', '--replaces', mayGo.askHash, 'as provider')
    await engine.until('it may be given away', async () => (await api.client.getOrder(asked.orderHash)).state === 'open')
    const later = new Date(((await api.client.getChain()).chainNow + 86_400) * 1_000).toISOString()
    const bid = `orders bid --class 0 --region 0 --max-price 0.0031 --start ${later} --start-until ${later} --force gtc`.split(' ')
    const { orderHash } = await json(...bid, '--ssh-key', join(cli.home, 'id.pub'))
    const leaseId = await engine.until('it is booked', async () => (await api.client.getOrder(orderHash)).matches[0]?.leaseId)
    const stranger = api.accounts.stranger.address.toLowerCase()
    for (const words of [
      ['move', leaseId, '--json'],
      ['account', 'delete'],
      ['price', 'set', '--price', '0.004', 'as provider'],
    ])
      expect(await infinitio(...words), words.join(' ')).not.toMatchObject({ code: 0 })
    expect((await infinitio('share', leaseId, stranger, '--use')).code).toBe(0)
    expect((await infinitio('shares', leaseId)).out).toContain(stranger)
    expect((await infinitio('unshare', leaseId, stranger)).code).toBe(0)
    expect((await infinitio('shares', leaseId)).out).not.toContain(stranger)
    expect(await api.client.getOrder(asked.orderHash)).toMatchObject({ order: { transferable: true } })
    expect(await infinitio('transfer', leaseId, '0x12', '--yes')).toMatchObject({ err: expect.stringContaining('api.bad_address') })
    expect(await infinitio('transfer', leaseId, stranger)).toMatchObject({ code: 90, err: expect.stringContaining('wallet.not_confirmed') })
    const given = await infinitio('transfer', leaseId, stranger, '--yes')
    expect(given, given.err).toMatchObject({ code: 0, out: `Lease ${leaseId} is ${stranger}'s.\n` })
    await market.leaseWhen(BigInt(leaseId), 'it is theirs', ({ holder }) => holder === stranger)
    const running = await market.runLease(await offered('runs'))
    const ended = await infinitio('end', String(running.leaseId), '--as-provider', '--yes', 'as provider')
    expect(ended, ended.err).toMatchObject({ code: 0 })
    await market.leaseWhen(running.leaseId, 'its provider ended it', ({ state }) => state !== 'active')
    // The lease ended within its first second, so nothing was paid and no invoice is possible. Change the row so that a minute was paid.
    expect(await infinitio('invoice', closedLease)).toMatchObject({ err: expect.stringContaining('lease.nothing_to_invoice') })
    await api.owner.query('update leases set pay = price_per_gpu_second * gpus * 60 where lease_id = $1', [closedLease])
    expect(await infinitio('invoice', closedLease)).toMatchObject({ err: expect.stringContaining('account.billing_missing') })
    expect((await infinitio('billing', 'set', '--name', 'A Person', '--address', 'Street 1;Town')).code).toBe(0)
    expect(await json('seller', 'show')).toEqual({ seller: null })
    expect(await json('seller', 'set', '--name', 'A Firm', '--address', 'Street 2;Town', '--tax-name', 'VAT', '--tax-rate', '7.7')).toMatchObject({
      seller: { name: 'A Firm', address: 'Street 2\nTown', taxRateBps: 770 },
    })
    expect((await infinitio('seller', 'off')).code).toBe(0)
    const file = join(cli.home, 'invoice.pdf')
    const issued = await infinitio('invoice', closedLease, '-o', file)
    expect(issued, issued.err).toMatchObject({ code: 0 })
    expect(readFileSync(file).subarray(0, 5).toString()).toBe('%PDF-')
    expect((await json('invoice', closedLease, '--list')).items).toHaveLength(1)
  })

  it('ends a lease that becomes ready while its cancellation is on its way', async () => {
    const late = await offered('ready in between')
    const { leaseId } = await market.judged((await api.client.placeOrder(await signedBid(api, late))).orderHash)
    const chain = await api.client.getChain()
    const rpc = createChainClient({ rpcUrl: api.chain.rpcUrl, timeoutMs: 5_000 })
    const ask = (method: string, params: unknown[]) => rpc.request({ method, params } as unknown as Parameters<typeof rpc.request>[0])
    const waiting = async () => Number(((await ask('txpool_status', [])) as { pending: string }).pending)
    await ask('evm_setAutomine', [false])
    let ended: Promise<{ lease: unknown }>
    try {
      await api.client.placeRelay(
        await signReady(late.nodeKey, { lease: await signedLease(api, leaseId ?? ''), signedAtSeconds: chain.chainNow, chain }),
      )
      await expect.poll(waiting, { timeout: 20_000 }).toBe(1)
      ended = json('end', leaseId ?? '')
      const cancelled = () => api.owner.query("select from relays where kind = 'cancelLease'", [])
      await expect.poll(async () => (await cancelled()).length, { timeout: 20_000 }).toBe(1)
    } finally {
      await ask('evm_setAutomine', [true])
      await ask('evm_mine', [])
    }
    expect((await ended).lease).toMatchObject({ state: 'closed', endReason: 'renter_ended' })
  })

  it('keeps settings, searches and money as the pages do', async () => {
    expect(await infinitio('settings', 'set')).toMatchObject({ code: 80 })
    expect(await json('settings', 'set', '--language', 'zh', '--zone', 'Asia/Shanghai', '--clock', '12')).toMatchObject({
      language: 'zh',
      clock: '12',
    })
    expect(await json('settings', 'set', '--clock', 'none', '--currency', 'EUR')).toEqual({
      ...{ language: 'zh', zone: 'Asia/Shanghai', clock: null, currency: 'EUR', theme: null },
    })
    expect(await infinitio('settings', 'set', '--zone', 'Nowhere/Land')).toMatchObject({
      code: 80,
      err: expect.stringContaining('api.invalid_field'),
    })
    const { searchId } = await json(
      'searches',
      'add',
      'a',
      'word',
      '--class',
      '0',
      '--run',
      'llama 3.3 70b',
      '--min-vram',
      '24',
      '--hours',
      '8',
      '--real',
      '--alerts',
    )
    expect((await json('searches', 'ls')).items).toContainEqual(
      expect.objectContaining({
        ...{ searchId, alerts: true, free: 0 },
        query: { class: '0', run: 'llama-3.3-70b', minVramGib: '24', hours: '8', includeSimulated: 'false', q: 'a word' },
      }),
    )
    expect(await infinitio('searches', 'add', '--run', 'nothing known')).toMatchObject({ code: 80, err: expect.stringContaining('--run') })
    expect((await infinitio('searches', 'seen', searchId)).code).toBe(0)
    expect((await json('account', 'show')).session).toMatchObject({ account: api.accounts.renter.address.toLowerCase(), sessionKey: null })
    const before = BigInt(
      (await json('wallet', 'show')).market?.available ?? (await (await api.signedIn(api.accounts.renter)).getWallet({})).available,
    )
    const intoVault = await infinitio('wallet', 'withdraw', '1.5', '--to', api.chain.addresses.stakeVault, '--yes')
    expect(intoVault).toMatchObject({ code: 40, err: expect.stringContaining('account.receiver_invalid') })
    expect((await infinitio('wallet', 'withdraw', '1.5', '--yes')).code).toBe(0)
    await engine.until('it left', async () => BigInt((await (await api.signedIn(api.accounts.renter)).getWallet({})).available) < before)
    expect((await cli.run(['wallet', 'faucet'], { wallet: testKey('asks the faucet by command').privateKey })).code).toBe(0)
  })

  it.skipIf(!isLong)(
    'offers a node for three days, leases it, takes it away for maintenance and brings it back: calendar and search say so',
    async () => {
      const own = await offered('looked after')
      const isFound = async (hours: string) =>
        (await json('search', '--hours', hours, '--limit', '50')).items.some((one: { node: string }) => one.node === own.node)
      const hoursOf = async (kind: 'leased' | 'outside' | 'free', day: number) =>
        (await json('calendar', 'as provider')).nodes.find((one: { node: string }) => one.node === own.node)[kind][day]
      const offer = async (...words: string[]) => {
        const { orderHash } = await json('orders', 'ask', own.node, '--price', '0.003', '--days', '3', ...words, 'as provider')
        await engine.until('it is offered', async () => (await api.client.getOrder(orderHash)).state === 'open' && (await isFound('24')))
        return orderHash
      }
      expect([await isFound('96'), await hoursOf('free', 5)]).toEqual([true, 24])
      const short = await offer('--replaces', own.askHash)
      expect([await isFound('96'), await hoursOf('free', 5), await hoursOf('outside', 5), await hoursOf('free', 1)]).toEqual([false, 0, 24, 24])
      const { leaseId } = JSON.parse((await rent(own.node, '--hours', '30')).out)
      // A lease of 30 h covers all or most hours of tomorrow, whatever the time of day is now.
      await engine.until('it is leased', async () => (await hoursOf('leased', 1)) >= 6 && !(await isFound('1')))
      expect((await json('end', leaseId)).lease.state).toBe('closed')
      await engine.until('it is free again', async () => (await hoursOf('leased', 1)) === 0 && (await isFound('24')))
      expect((await infinitio('orders', 'cancel', short, 'as provider')).code).toBe(0)
      await engine.until('it is not offered', async () => (await hoursOf('outside', 1)) === 24 && !(await isFound('1')))
      expect((await rent(own.node)).code).not.toBe(0)
      await offer()
      expect(await hoursOf('free', 1)).toBe(24)
    },
  )

  it.skipIf(!isLong)('searches page by page, for a start to come and by memory', async () => {
    await offered('on another page')
    const { items, total } = await json('search', '--limit', '50')
    expect(total).toBeGreaterThan(1)
    expect([(await json('search', '--min-price', '0')).total, (await json('search', '--min-price', '100000')).total]).toEqual([total, 0])
    expect((await json('search', '--limit', '1', '--page', '2')).items).toEqual([expect.objectContaining({ node: items[1].node })])
    expect((await infinitio('search', '--limit', '1', '--page', '2')).out).toContain(`Page 2 of ${total}.`)
    expect(await infinitio('search', '--page', '9')).toMatchObject({ code: 80, err: expect.stringContaining('--page 9: the last one is 1') })
    expect(await json('search', '--places')).toMatchObject({ total, spots: expect.any(Array) })
    const soon = (await json('search', '--sort', 'ready', '--max-ready', '1')).items as { medianReadySeconds: number | null }[]
    expect(soon.every(({ medianReadySeconds: seconds }) => seconds !== null && seconds <= 1)).toBe(true)
    expect(await json('search', '--min-vram', '65535')).toMatchObject({ items: [], total: 0 })
    const startAt = Math.ceil(((await api.client.getChain()).chainNow + 7_200) / 3_600) * 3_600
    expect(await json('search', '--start', new Date(startAt * 1_000).toISOString())).toMatchObject({ startAt })
  })

  it.skipIf(!isLong)('tells what anybody may look at, one by one', async () => {
    const [compared, blocks, part, chance, replay] = [
      await json('compare', node.node, node.node),
      await json('explore', 'blocks', '--limit', '1'),
      await json('journal', 'part', '--from', '1', '--to', '20', 'as nobody'),
      await infinitio('chance', '0', '--max-price', '1'),
      await infinitio('replay', '0', '--gpus', '2'),
    ]
    expect(compared.items.map((one: { node: string }) => one.node)).toEqual([node.node, node.node])
    expect(await json('explore', 'block', String(blocks.items[0].number))).toMatchObject({ number: blocks.items[0].number })
    expect(part).toMatchObject({ agrees: true, rows: 20, replayed: true })
    expect(chance).toMatchObject({ code: 0, out: expect.stringContaining('Too little was traded') })
    expect(replay).toMatchObject({ code: 0, out: expect.stringMatching(/^2 × .* since \S+ \S+ UTC/) })
    expect(await json('replay', '0')).toMatchObject({ classId: 0, gpus: 1 })
    expect(await infinitio('replay', '0', '--gpus', '16')).toMatchObject({ code: 80, err: expect.stringContaining('--gpus 16: 1 to 15') })
    expect(await json('explore', 'account', api.accounts.provider.address)).toMatchObject({ isProvider: true })
    const [{ hash }] = (await json('explore', 'transactions', '--limit', '1')).items
    expect(await json('explore', 'transaction', hash)).toMatchObject({ hash })
    expect(await infinitio('journal', 'part', '--from', '9', '--to', '2', 'as nobody')).toMatchObject({ code: 80 })
    expect(await json('demand', node.node, 'as provider')).toHaveProperty('demand')
    const watched = infinitio('watch', 'market', '--count', '1')
    await market.list('seen by who watches')
    expect(await watched).toMatchObject({ code: 0, out: expect.stringMatching(/^market {2}\S+\n$/) })
  })

  /** This test must run after all others of its kind, because it moves the clock forward and so makes the orders of other tests expire. */
  it('moves time, only with the local token', async () => {
    const { chainNow } = await api.client.getChain()
    const token = ['--token-file', api.localTokenFile]
    expect((await json('govern', 'forward', '0.5', '--yes', ...token)).chainNow).toBeGreaterThanOrEqual(chainNow + 1_800)
    expect(await infinitio('govern', 'forward', '0', '--yes')).toMatchObject({ code: 80, err: expect.stringContaining('(api.invalid_field)') })
  })

  // This test must run after the clock was moved. Other tests cancelled leases, and for some time after that the renter's orders are refused.
  it('takes names of leases and machines where it asks for numbers and ids', async () => {
    const own = await offered('taken by name')
    const [{ name }] = (await json('compare', own.node)).items
    expect((await json('compare', name, own.node.slice(0, 10))).items.map((one: { node: string }) => one.node)).toEqual([own.node, own.node])
    const rented = await rent(name, '--name', 'mytest')
    expect(rented, rented.err).toMatchObject({ code: 0 })
    const { leaseId } = JSON.parse(rented.out)
    for (const word of ['MyTest', `lease-${leaseId}`]) expect(await json('shares', word)).toEqual(await json('shares', leaseId))
    expect(await infinitio('shares', 'mytes')).toMatchObject({ code: 30, err: expect.stringContaining('there are "mytest"') })
    expect(await infinitio('compare', 'no such machine')).toMatchObject({ code: 70, err: expect.stringContaining('(node.unknown)') })
    expect(await infinitio('extend', 'mytest', '--auto', '900')).toMatchObject({ code: 90, err: expect.stringContaining('(wallet.not_confirmed)') })
    expect((await json('end', 'mytest')).lease).toMatchObject({ leaseId, state: 'closed' })
    expect(await json('receipt', 'mytest')).toMatchObject({ leaseId })
  })

  it('does not move time without the token of this machine, from a file that others cannot read', async () => {
    const { chainNow } = await api.client.getChain()
    const wrong = join(cli.home, 'wrong.token')
    writeFileSync(wrong, `${'A'.repeat(43)}\n`, { mode: 0o600 })
    const open = join(cli.home, 'open.token')
    writeFileSync(open, api.localToken)
    chmodSync(open, 0o644)
    for (const file of [[], ['--token-file', wrong], ['--token-file', open], ['--token-file', join(cli.home, 'none.token')]]) {
      const refused = await infinitio('govern', 'forward', '24', '--yes', ...file)
      expect(refused).toMatchObject({ code: 50, err: expect.stringContaining('(auth.local_token_needed)') })
      expect(refused.err).not.toContain(api.localToken)
    }
    expect((await api.client.getChain()).chainNow - chainNow).toBeLessThan(3_600)
  })

  /** Runs a command as the renter. If the last argument is `as provider`, runs it as the provider; if it is `as nobody`, without a wallet. */
  function infinitio(...words: string[]) {
    const { renter, provider } = api.chain.keys
    const last = words.at(-1) ?? ''
    const wallet = last === 'as provider' ? provider.privateKey : renter.privateKey
    return cli.run(last.startsWith('as ') ? words.slice(0, -1) : words, last === 'as nobody' ? {} : { wallet })
  }

  // biome-ignore lint/suspicious/noExplicitAny: what a command prints, looked at field by field.
  async function json(...words: string[]): Promise<any> {
    const [last = '', isAs] = [words.at(-1), words.at(-1)?.startsWith('as ')]
    const { code, out, err } = await infinitio(...(isAs ? words.slice(0, -1) : words), '--json', ...(isAs ? [last] : []))
    expect({ code, err }, words.join(' ')).toEqual({ code: 0, err: '' })
    return JSON.parse(out)
  }

  const rent = (...words: string[]) => infinitio('rent', ...words, '--ssh-key', join(cli.home, 'id.pub'), '--no-wait', '--json')

  /** Lists a machine with a current heartbeat. */
  async function offered(name: string): Promise<SeededNode> {
    const listed = await market.list(name)
    await api.owner.query("insert into node_heartbeats (node_id, last_seen_at, silent) values ($1, now() + interval '1 hour', false)", [listed.node])
    return listed
  }
})
