import { createHash } from 'node:crypto'
import { directoryAbi, nameKey } from '@infinitio/chain'
import { saveChainSession, setUndoPosition } from '@infinitio/db'
import { zeroAddress } from '@infinitio/domain'
import { signAccountMessage, signAutoExtend, signCancelLease, signEnd, signEndByProvider, signExtend, signReady } from '@infinitio/sdk'
import { createWalletClient, encodeFunctionData, http } from 'viem'
import { privateKeyToAccount } from 'viem/accounts'
import { waitForTransactionReceipt } from 'viem/actions'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readyChange, seedLease } from '../../test/seedLease.ts'
import { bytesOf, seedBalance, seedMarket, type SeededNode } from '../../test/seedMarket.ts'
import { startTestApi, type TestApi } from '../../test/startTestApi.ts'
import { signedLease } from '../../test/signedLease.ts'

let api: TestApi
let node: SeededNode
type SignedIn = Awaited<ReturnType<TestApi['signedIn']>>
let renter: SignedIn
let provider: SignedIn
let stranger: SignedIn

const booked = '1'
const active = '2'
const closed = '3'
const timeUp = '4'

beforeAll(async () => {
  api = await startTestApi()
  node = (await seedMarket(api, [{ name: 'one' }]))[0] as SeededNode
  await seedLease(api, node, { leaseId: 1n })
  const startAt = BigInt(api.services.clock.read().now - 100)
  await seedLease(api, node, { leaseId: 2n, startAt, change: readyChange(startAt) })
  const over = {
    state: 'closed' as const,
    endAt: startAt + 60n,
    endedTx: bytesOf('end'),
    endedBlock: 1n,
    accepted: true,
    endReason: 1,
    closedAt: startAt + 60n,
    closedTx: bytesOf('end'),
    closedBlock: 1n,
  }
  await seedLease(api, node, {
    leaseId: 3n,
    change: { ...readyChange(startAt), ...over, pay: 50_000n, renterFee: 125n, providerFee: 125n, refund: 3_558_875n },
  })
  await seedLease(api, node, { leaseId: 4n, startAt, change: { ...readyChange(startAt), endAt: startAt + 20n } })
  ;[renter, provider, stranger] = await Promise.all([
    api.signedIn(api.accounts.renter),
    api.signedIn(api.accounts.provider),
    api.signedIn(api.accounts.stranger),
  ])
})
afterAll(() => api.stop())

describe('a lease', () => {
  test('is shown to its two parties and to nobody else', async () => {
    expect(await renter.getLease(booked)).toMatchObject({
      role: 'renter',
      state: 'booked',
      node: { name: 'one', city: 'Hamina', country: 'Finland', state: 'answering' },
    })
    expect(await provider.getLease(booked)).toMatchObject({ role: 'provider', ssh: null, workload: null })
    await expect(stranger.getLease(booked)).rejects.toMatchObject({ code: 'auth.forbidden', status: 403 })
    await expect(api.client.getLease(booked)).rejects.toMatchObject({ code: 'auth.session_missing', status: 401 })
    await expect(renter.getLease('99')).rejects.toMatchObject({ code: 'lease.unknown', status: 404 })
    expect(await api.send('GET', '/leases/x', { headers: { authorization: `Bearer ${renter.transport.options.token}` } })).toMatchObject({
      status: 400,
      body: { code: 'api.invalid_field' },
    })
  })

  test('counts by the contract: spent and refund always make the escrow', async () => {
    const lease = await renter.getLease(active)
    expect(BigInt(lease.now.spent) + BigInt(lease.now.refund)).toBe(BigInt(lease.escrow))
    expect(lease.now.billableSeconds).toBeGreaterThanOrEqual(90)
    expect(BigInt(lease.now.pay)).toBe(1_000n * BigInt(lease.now.billableSeconds))
    expect(lease.ready).toMatchObject({ final: true })
  })

  test('tells the renter how to reach it, both host keys included, while it lives', async () => {
    const { ssh } = await renter.getLease(active)
    expect(ssh?.command).toBe('ssh -J lease-2@127.0.0.1:2222 root@lease-2')
    expect(ssh?.knownHosts).toEqual([expect.stringMatching(/^\[127\.0\.0\.1\]:2222 ssh-ed25519 /), expect.stringMatching(/^lease-2 ssh-ed25519 /)])
    expect((await renter.getLease(closed)).ssh).toBeNull()
  })

  test('is ended when its paid time is over, also before anybody has closed it', async () => {
    expect(await renter.getLease(timeUp)).toMatchObject({ state: 'ended', endReason: 'time_up', ssh: null })
  })

  test('ended by its budget when no further step of its standing order fits, for both parties and on the receipt', async () => {
    const startAt = BigInt(api.services.clock.read().now - 7_300)
    const closed = { state: 'closed' as const, endReason: 2, closedAt: startAt + 7_250n, closedTx: bytesOf('close'), closedBlock: 1n }
    const cases = [
      { leaseId: 21n, maxTotalSeconds: 10_799, change: {}, reason: 'budget_reached' },
      { leaseId: 22n, maxTotalSeconds: 10_799, change: closed, reason: 'budget_reached' },
      // The auto-extend order of lease 23 still allowed another extension, although none was made. So this lease ended because its time was over, and not
      // because the budget was used up.
      { leaseId: 23n, maxTotalSeconds: 10_800, change: closed, reason: 'time_up' },
      { leaseId: 24n, maxTotalSeconds: 10_799, change: { ...closed, endReason: 1 }, reason: 'renter_ended' },
      { leaseId: 25n, maxTotalSeconds: 10_799, change: { endAt: startAt + 9_000n }, reason: null },
    ]
    for (const { leaseId, maxTotalSeconds, change, reason } of cases) {
      await seedLease(api, node, { leaseId, startAt, change: { ...readyChange(startAt), endAt: startAt + 7_200n, ...change } })
      await api.owner.query('update leases set duration_seconds = end_at - start_at, escrow = escrow * 3 where lease_id = $1', [leaseId])
      await api.owner.query(
        "insert into relays (id, relay_key, kind, lease_id, account, payload) values (gen_random_uuid(), $1, 'autoExtend', $2, $3, $4)",
        [
          ...[`budget ${leaseId}`, leaseId, api.accounts.renter.address.toLowerCase()],
          JSON.stringify({ stepSeconds: 3_600, maxTotalSeconds, nonce: leaseId.toString(), expiry: 10_000_000_000 }),
        ],
      )
      const id = leaseId.toString()
      for (const party of [renter, provider]) {
        expect((await party.getLease(id)).endReason, id).toBe(reason)
        const role = party === renter ? 'renter' : 'provider'
        expect((await party.listLeases({ role })).items.find((item) => item.leaseId === id)?.endReason, id).toBe(reason)
      }
      if ('closedAt' in change) expect((await renter.getLeaseReceipt(id)).reason, id).toBe(reason)
    }
    await api.owner.query('delete from relays where lease_id between 21 and 25', [])
    await api.owner.query('delete from leases where lease_id between 21 and 25', [])
  })

  test('lists are newest first, by role and state, page by page', async () => {
    const first = await renter.listLeases({ limit: 3 })
    expect(first.items.map(({ leaseId }) => leaseId)).toEqual(['4', '3', '2'])
    const second = await renter.listLeases({ limit: 3, cursor: first.nextCursor ?? '' })
    expect(second.items.map(({ leaseId }) => leaseId)).toEqual(['1'])
    expect(second.nextCursor).toBeNull()
    expect((await renter.listLeases({ state: 'closed' })).items.map(({ leaseId }) => leaseId)).toEqual(['3'])
    expect((await provider.listLeases({ role: 'provider', state: 'live' })).items).toHaveLength(3)
    expect((await provider.listLeases({ role: 'renter' })).items).toHaveLength(0)
    expect([first.total, second.total]).toEqual([4, null])
    await expect(renter.listLeases({ cursor: 'zz' })).rejects.toMatchObject({ code: 'api.cursor_invalid', status: 400 })
  })
})

describe('a lease that was given away', () => {
  const given = '7'
  let holder: SignedIn
  const workloadHash = bytesOf('workload of the one who booked')
  beforeAll(async () => {
    holder = await api.signedIn(api.accounts.stranger)
    const { bidHash } = await seedLease(api, node, { leaseId: 7n, workloadHash })
    const booker = api.accounts.renter.address.toLowerCase()
    await api.owner.query('insert into lease_names (bid_hash, account, name) values ($1, $2, $3)', [bidHash, booker, 'my own words'])
    await api.owner.query('update leases set holder = $1 where lease_id = 7', [api.accounts.stranger.address.toLowerCase()])
  })
  afterAll(async () => {
    await api.owner.query('delete from leases where lease_id = 7', [])
    await api.owner.query('delete from terminal_tokens', [])
  })

  test('is in the lists of its holder, its former renter and its provider, with a role for each', async () => {
    const rolesOf = async (client: SignedIn, role: 'renter' | 'provider') =>
      (await client.listLeases({ role })).items.filter(({ leaseId }) => leaseId === given).map((lease) => [lease.role, lease.heldByTransfer])
    expect(await rolesOf(holder, 'renter')).toEqual([['renter', true]])
    expect(await rolesOf(renter, 'renter')).toEqual([['former_renter', true]])
    expect(await rolesOf(provider, 'provider')).toEqual([['provider', true]])
    expect(await rolesOf(holder, 'provider')).toEqual([])
    expect((await renter.getLease(booked)).heldByTransfer).toBe(false)
  })

  test('shows its name only to the account that chose it, and SSH access to neither', async () => {
    expect(await holder.getLease(given)).toMatchObject({ role: 'renter', name: 'lease-7', ssh: null })
    expect(await renter.getLease(given)).toMatchObject({ role: 'former_renter', name: 'my own words', ssh: null, workload: null })
  })

  test('opens its shell and its readings only to the holder', async () => {
    expect((await holder.createTerminalToken({ leaseId: given, kind: 'terminal' })).token).not.toBe('')
    await expect(renter.createTerminalToken({ leaseId: given, kind: 'terminal' })).rejects.toMatchObject({ code: 'lease.not_holder', status: 403 })
    expect((await holder.getLeaseTelemetry(given)).samples).toEqual([])
    await expect(renter.getLeaseTelemetry(given)).rejects.toMatchObject({ code: 'lease.not_holder', status: 403 })
    await expect(renter.getLeaseReceipt(given)).rejects.toMatchObject({ code: 'lease.not_closed' })
  })

  test('is cancelled by its holder, and not by the former renter', async () => {
    const chain = await api.client.getChain()
    expect(await relay(await signCancelLease(api.accounts.renter, { lease: await signedLease(api, given), chain }))).toMatchObject({
      status: 403,
      body: { code: 'lease.not_holder' },
    })
    expect((await relay(await signCancelLease(api.accounts.stranger, { lease: await signedLease(api, given), chain }))).status).toBe(202)
  })

  test('locks its escrow in the wallet of the holder, and the holder’s account cannot be deleted', async () => {
    const { escrow } = await holder.getLease(given)
    expect((await holder.getWallet({})).escrow).toBe(escrow)
    await expect(holder.deleteAccount()).rejects.toMatchObject({ code: 'account.leases_live' })
    expect((await holder.exportAccount()).leases.map(({ lease_id }) => lease_id)).toEqual([given])
    expect((await renter.exportAccount()).leases.map(({ lease_id }) => lease_id)).toContain(given)
  })
})

describe('a receipt', () => {
  test('has the totals of the contract, and they add up to the escrow', async () => {
    const receipt = await renter.getLeaseReceipt(closed)
    expect(receipt).toMatchObject({
      reason: 'renter_ended',
      final: true,
      billedSeconds: 50,
      pay: '50000',
      renterFee: '125',
      refund: '3558875',
      providerGets: '49875',
    })
    expect(BigInt(receipt.pay) + BigInt(receipt.renterFee) + BigInt(receipt.refund)).toBe(BigInt(receipt.escrow))
    expect(await provider.getLeaseReceipt(closed)).toEqual(receipt)
  })

  test('does not exist before the end, or for others', async () => {
    await expect(renter.getLeaseReceipt(active)).rejects.toMatchObject({ code: 'lease.not_closed', status: 409 })
    await expect(stranger.getLeaseReceipt(closed)).rejects.toMatchObject({ code: 'auth.forbidden' })
    await expect(renter.getLeaseReceipt('99')).rejects.toMatchObject({ code: 'lease.unknown' })
  })
})

describe('a terminal token', () => {
  test('is stored as a hash, for a minute, and names the gateway', async () => {
    const { token, url, expiresAt } = await renter.createTerminalToken({ leaseId: active, kind: 'terminal' })
    expect(url).toBe('ws://127.0.0.1:7000/terminal')
    expect(expiresAt - Date.now() / 1_000).toBeLessThanOrEqual(60)
    const rows = await api.owner.query<{ token_hash: string; kind: string }>('select token_hash, kind from terminal_tokens', [])
    expect(rows).toEqual([{ token_hash: createHash('sha256').update(token).digest('hex'), kind: 'terminal' }])
  })

  test('is for the renter, while the lease lives', async () => {
    await expect(provider.createTerminalToken({ leaseId: active, kind: 'logs' })).rejects.toMatchObject({ code: 'lease.not_holder', status: 403 })
    await expect(stranger.createTerminalToken({ leaseId: active, kind: 'logs' })).rejects.toMatchObject({ code: 'auth.forbidden' })
    await expect(renter.createTerminalToken({ leaseId: closed, kind: 'logs' })).rejects.toMatchObject({ code: 'lease.over', status: 410 })
    await expect(renter.createTerminalToken({ leaseId: timeUp, kind: 'logs' })).rejects.toMatchObject({ code: 'lease.over' })
    await expect(renter.createTerminalToken({ leaseId: '99', kind: 'logs' })).rejects.toMatchObject({ code: 'lease.unknown' })
  })
})

const relay = (body: unknown) => api.send('POST', '/relays', { body })

describe('relays', () => {
  test("the holder's End is accepted once and can be followed", async () => {
    const chain = await api.client.getChain()
    const signed = await signEnd(api.accounts.renter, { lease: await signedLease(api, active), accept: true, chain })
    const first = await relay(signed)
    expect(first.status).toBe(202)
    expect((await relay(signed)).body.relayId).toBe(first.body.relayId)
    expect(await api.client.getRelay(first.body.relayId)).toMatchObject({ kind: 'end', leaseId: active, state: 'queued', txHash: null })
    const rows = await api.owner.query<{ payload: string }>('select payload from relays where id = $1', [first.body.relayId])
    expect(JSON.parse(rows[0]?.payload ?? '')).toMatchObject({ leaseId: active, accept: true })
    expect(await api.send('GET', '/relays/00000000-0000-4000-8000-000000000009')).toMatchObject({ status: 404, body: { code: 'api.relay_unknown' } })
    expect((await renter.getLease(active)).relays).toContainEqual({ relayId: first.body.relayId, kind: 'end', state: 'queued', code: null })
  })

  test("the node key's Ready and the holder's Cancel are accepted while the lease is booked", async () => {
    const chain = await api.client.getChain()
    expect(
      (await relay(await signReady(node.nodeKey, { lease: await signedLease(api, booked), signedAtSeconds: chain.chainNow, chain }))).status,
    ).toBe(202)
    expect((await relay(await signCancelLease(api.accounts.renter, { lease: await signedLease(api, booked), chain }))).status).toBe(202)
  })

  test("the holder's later end and standing order, and the provider's end, are accepted", async () => {
    const chain = await api.client.getChain()
    const { endsAt } = await renter.getLease(active)
    expect((await relay(await signExtend(api.accounts.renter, { lease: await signedLease(api, active), end: endsAt + 3_600, chain }))).status).toBe(
      202,
    )
    const limits = { stepSeconds: 3_600, maxTotalSeconds: 36_000, nonce: 77n, expiry: chain.chainNow + 90_000 }
    expect((await relay(await signAutoExtend(api.accounts.renter, { lease: await signedLease(api, active), ...limits, chain }))).status).toBe(202)
    expect((await relay(await signEndByProvider(api.accounts.provider, { lease: await signedLease(api, active), chain }))).status).toBe(202)
    expect((await renter.getLease(active)).relays.map(({ kind }) => kind)).toEqual(expect.arrayContaining(['extend', 'autoExtend', 'endByProvider']))
  })

  test('show the possible cost of auto-extension until it is revoked, also before the lease is ready, and refuse one that cannot extend', async () => {
    const [chain, lease] = await Promise.all([api.client.getChain(), renter.getLease(booked)])
    expect(lease.autoExtend).toBeNull()
    const sign = async (
      change: Partial<Parameters<typeof signAutoExtend>[1]>,
      signer: Parameters<typeof signAutoExtend>[0] = api.accounts.renter,
    ) => {
      const limits = { stepSeconds: 3_600, maxTotalSeconds: 10_800, nonce: 90n, expiry: chain.chainNow + 90_000 }
      return signAutoExtend(signer, { lease: await signedLease(api, booked), ...limits, ...change, chain })
    }
    const invalid = { status: 422, body: { code: 'lease.auto_extend_invalid' } }
    for (const change of [{ stepSeconds: 0 }, { stepSeconds: 3_601, maxTotalSeconds: 90_000 }, { maxTotalSeconds: 7_199 }, { maxTotalSeconds: 0 }])
      expect(await relay(await sign(change)), JSON.stringify(change)).toMatchObject(invalid)
    expect(await relay(await sign({}, api.accounts.provider))).toMatchObject({ status: 403, body: { code: 'lease.not_holder' } })
    expect(await relay(await sign({ expiry: chain.chainNow }))).toMatchObject({ status: 410, body: { code: 'lease.instruction_expired' } })
    expect(await relay(await sign({ lease: await signedLease(api, closed) }))).toMatchObject({ status: 410, body: { code: 'lease.over' } })
    expect(await relay({ ...(await sign({})), maxTotalSeconds: 14_400 })).toMatchObject({ status: 403, body: { code: 'lease.not_holder' } })
    expect(await relay({ ...(await sign({})), nonce: '18446744073709551616' })).toMatchObject({ status: 400, body: { code: 'api.invalid_field' } })
    expect((await renter.getLease(booked)).autoExtend).toBeNull()

    expect((await relay(await sign({}))).status).toBe(202)
    const { autoExtend, endsAt, escrow, relayFee } = await renter.getLease(booked)
    expect(autoExtend).toMatchObject({ state: 'on', nonce: '90', stepSeconds: 3_600, maxTotalSeconds: 10_800, nextAt: endsAt - 600 })
    expect(BigInt(autoExtend?.locked ?? 0)).toBe(BigInt(escrow) + BigInt(relayFee))
    expect(BigInt(autoExtend?.most ?? 0)).toBe(BigInt(escrow) * 3n + BigInt(relayFee))
    expect((await provider.getLease(booked)).autoExtend).toBeNull()
    expect((await renter.listLeases({})).items.find(({ leaseId }) => leaseId === booked)?.autoExtend).toEqual(autoExtend)
    const standing = async () =>
      (await renter.getLease(booked)).events.filter(({ detail }) => detail.event === 'relay' && detail.relay === 'autoExtend')
    expect((await relay(await sign({ maxTotalSeconds: 7_200, nonce: 91n }))).status).toBe(202)
    expect((await renter.getLease(booked)).autoExtend).toMatchObject({ nonce: '91', maxTotalSeconds: 7_200 })
    expect(await standing()).toHaveLength(1)

    // An auto-extend order that the former holder of the lease signed. It must not count after the transfer of the lease.
    await api.owner.query(
      "insert into relays (id, relay_key, kind, lease_id, account, payload) values (gen_random_uuid(), 'former', 'autoExtend', $1, $2, $3)",
      [
        booked,
        api.accounts.stranger.address.toLowerCase(),
        JSON.stringify({ stepSeconds: 60, maxTotalSeconds: 36_000, nonce: '5', expiry: 10_000_000_000 }),
      ],
    )
    expect((await renter.getLease(booked)).autoExtend).toMatchObject({ nonce: '91' })

    await seedBalance(api, api.accounts.stranger.address, 10n ** 18n)
    const others = await signAccountMessage(api.accounts.stranger, { message: { kind: 'cancelAsk', nonce: 91n }, chain })
    expect((await relay(others)).status).toBe(202)
    expect((await renter.getLease(booked)).autoExtend?.state).toBe('on')
    const taken = await relay(await signAccountMessage(api.accounts.renter, { message: { kind: 'cancelAsk', nonce: 91n }, chain }))
    expect((await renter.getLease(booked)).autoExtend).toMatchObject({ state: 'withdrawing', nextAt: null })
    expect(await standing()).toEqual([])
    await api.owner.query(
      `insert into transactions (purpose, action, relay_id, sender, raw, hashes, state, code)
       values ('relay', 'cancelAsk', $1, '0x', '{}', '{}', 'failed', 'chain.transaction_reverted')`,
      [taken.body.relayId],
    )
    expect((await renter.getLease(booked)).autoExtend?.state).toBe('on')
    await api.owner.query(
      `insert into chain_logs (block_number, log_index, block_hash, tx_hash, contract, name, args, at_head, at_finality)
       values (1, 990, '0x', '0x', '0x', 'AskCancelled', $1, true, true)`,
      [JSON.stringify({ account: api.accounts.renter.address.toLowerCase(), nonce: '91' })],
    )
    expect((await renter.getLease(booked)).autoExtend).toBeNull()
  })

  test.each([
    { kind: 'withdraw', amount: 5n, to: `0x${'12'.repeat(20)}`, nonce: 9n } as const,
    { kind: 'cancelAsk', nonce: 9n } as const,
    { kind: 'cancelBid', nonce: 9n } as const,
    { kind: 'raiseFloor', floor: 9n } as const,
    { kind: 'authorize', key: `0x${'34'.repeat(20)}`, totalLeft: 2n ** 64n - 1n, dayCap: 1n, sessionExpiry: 4_000_000_000, nonce: 9n } as const,
    { kind: 'revoke', key: `0x${'34'.repeat(20)}`, nonce: 9n } as const,
  ])('an account has its own $kind carried, and only its own', async (message) => {
    const chain = await api.client.getChain()
    const signed = await signAccountMessage(api.accounts.renter, { message, chain })
    const accepted = await relay(signed)
    expect(accepted.status).toBe(202)
    expect(await api.client.getRelay(accepted.body.relayId)).toMatchObject({ kind: message.kind, leaseId: null, state: 'queued' })
    const forged = { ...signed, account: api.accounts.stranger.address.toLowerCase() }
    expect(await relay(forged)).toMatchObject({ status: 401, body: { code: 'auth.signature_wrong_signer' } })
    const late = await signAccountMessage(api.accounts.renter, { message, chain: { ...chain, chainNow: 1 } })
    expect(await relay(late)).toMatchObject({ status: 410, body: { code: 'lease.instruction_expired' } })
  })

  test('refuse a withdrawal to any contract of the market, which could not pay the money out again', async () => {
    const chain = await api.client.getChain()
    const { addresses, marketExtension } = await api.services.facts.read()
    // The Directory first listed the older of two contracts and now lists the newer one. The entries of the task pool and of the service ledger are set by the
    // same call.
    const [older, newer] = [`0x${'7a'.repeat(20)}`, `0x${'7b'.repeat(20)}`] as const
    for (const entry of [older, newer]) await setEntry('Successor', entry)
    // The SDK refuses to sign a withdrawal to an address in `chain.addresses`. So let the SDK sign it for a market with other addresses, and check that the
    // server also rejects it.
    const hidden = Object.fromEntries(Object.keys(chain.addresses).map((name) => [name, zeroAddress]))
    const elsewhere = { ...chain, addresses: { ...hidden, market: addresses.market } as never }
    const named = Object.values(addresses).filter((one) => one !== null)
    const withdrawTo = (to: string) => ({ kind: 'withdraw', amount: 5n, to, nonce: 9n }) as const
    for (const to of [...named, marketExtension, older, newer].filter((one) => one !== addresses.market)) {
      const signed = await signAccountMessage(api.accounts.renter, { message: withdrawTo(to), chain: elsewhere })
      expect(await relay(signed), to).toMatchObject({ status: 422, body: { code: 'account.receiver_invalid' } })
    }
    for (const to of named) {
      const signing = signAccountMessage(api.accounts.renter, { message: withdrawTo(to), chain })
      await expect(signing, to).rejects.toMatchObject({ code: 'account.receiver_invalid' })
    }
  })

  test('a session key that the holder authorised on chain may speak for it until it is revoked', async () => {
    const chain = await api.client.getChain()
    const end = (await renter.getLease(active)).endsAt + 7_200
    const byKey = async () => signExtend(api.accounts.stranger, { lease: await signedLease(api, active), end, chain })
    expect(await relay(await byKey())).toMatchObject({ status: 403, body: { code: 'lease.not_holder' } })
    await seedSession({ revoked: false })
    expect((await relay(await byKey())).status).toBe(202)
    await seedSession({ revoked: true })
    expect(await relay(await signExtend(api.accounts.stranger, { lease: await signedLease(api, active), end: end + 1, chain }))).toMatchObject({
      status: 403,
    })
  })
})

/** Sets an entry of the Directory, as its owner. */
async function setEntry(name: string, entry: `0x${string}`): Promise<void> {
  const wallet = createWalletClient({ account: privateKeyToAccount(api.chain.keys.deployer.privateKey), transport: http(api.chain.rpcUrl) })
  const data = encodeFunctionData({ abi: directoryAbi, functionName: 'set', args: [nameKey(name), entry] })
  const hash = await wallet.sendTransaction({ to: api.chain.addresses.directory, data, chain: null })
  expect((await waitForTransactionReceipt(wallet, { hash })).status).toBe('success')
}

/** Stores the stranger's key as a session key of the renter, as if the chain had authorised it. */
async function seedSession({ revoked }: { revoked: boolean }): Promise<void> {
  const [account, key] = [api.accounts.renter.address.toLowerCase(), api.accounts.stranger.address.toLowerCase()]
  const limits = { totalLeft: 10n, dayCap: 10n, spentToday: 0n, spentOn: 0n, expiry: 10_000_000_000n }
  await api.owner.transaction(async (tx) => {
    await setUndoPosition(tx, { blockNumber: 1n, logIndex: 0 })
    await saveChainSession(tx, { account, key, ...limits, revoked, updatedBlock: 1n })
  })
}

const impossibleRelays: [string, () => Promise<unknown>, number, string][] = [
  [
    'Ready signed by somebody else',
    async () =>
      signReady(api.accounts.stranger, {
        lease: await signedLease(api, booked),
        signedAtSeconds: api.services.clock.read().now,
        chain: await api.client.getChain(),
      }),
    401,
    'node.wrong_key',
  ],
  [
    'Ready signed too long ago',
    async () =>
      signReady(node.nodeKey, {
        lease: await signedLease(api, booked),
        signedAtSeconds: api.services.clock.read().now - 300,
        chain: await api.client.getChain(),
      }),
    410,
    'lease.ready_expired',
  ],
  [
    'Ready of a lease that is ready',
    async () =>
      signReady(node.nodeKey, {
        lease: await signedLease(api, active),
        signedAtSeconds: api.services.clock.read().now,
        chain: await api.client.getChain(),
      }),
    409,
    'lease.already_ready',
  ],
  [
    'End signed by the provider',
    async () => signEnd(api.accounts.provider, { lease: await signedLease(api, active), accept: true, chain: await api.client.getChain() }),
    403,
    'lease.not_holder',
  ],
  [
    'End that ran out',
    async () =>
      signEnd(api.accounts.renter, { lease: await signedLease(api, active), accept: true, chain: { ...(await api.client.getChain()), chainNow: 1 } }),
    410,
    'lease.instruction_expired',
  ],
  [
    'End for another chain',
    async () =>
      signEnd(api.accounts.renter, { lease: await signedLease(api, active), accept: true, chain: { ...(await api.client.getChain()), chainId: 1 } }),
    401,
    'auth.signature_foreign_chain',
  ],
  [
    'End of a lease that is not ready',
    async () => signEnd(api.accounts.renter, { lease: await signedLease(api, booked), accept: true, chain: await api.client.getChain() }),
    409,
    'lease.not_ready',
  ],
  [
    'End of a lease that is over',
    async () => signEnd(api.accounts.renter, { lease: await signedLease(api, closed), accept: true, chain: await api.client.getChain() }),
    410,
    'lease.over',
  ],
  [
    'Cancel of a lease that is ready',
    async () => signCancelLease(api.accounts.renter, { lease: await signedLease(api, active), chain: await api.client.getChain() }),
    409,
    'lease.already_ready',
  ],
  [
    'a later end that is not later',
    async () => {
      const { endsAt } = await renter.getLease(active)
      return signExtend(api.accounts.renter, { lease: await signedLease(api, active), end: endsAt, chain: await api.client.getChain() })
    },
    409,
    'lease.end_not_later',
  ],
  [
    'a later end signed by the provider',
    async () => {
      const { endsAt } = await renter.getLease(active)
      return signExtend(api.accounts.provider, { lease: await signedLease(api, active), end: endsAt + 60, chain: await api.client.getChain() })
    },
    403,
    'lease.not_holder',
  ],
  [
    'the provider’s end signed by the renter',
    async () => signEndByProvider(api.accounts.renter, { lease: await signedLease(api, active), chain: await api.client.getChain() }),
    403,
    'lease.not_holder',
  ],
  [
    'End of no lease',
    async () =>
      signEnd(api.accounts.renter, {
        lease: { ...(await signedLease(api, active)), leaseId: '99' },
        accept: true,
        chain: await api.client.getChain(),
      }),
    404,
    'lease.unknown',
  ],
]

describe('a relay that cannot be', () => {
  test.each(impossibleRelays)('%s is refused', async (_what, sign, status, code) => {
    expect(await relay(await sign())).toMatchObject({ status, body: { code } })
  })

  test('is refused if its kind is unknown', async () => {
    expect(await relay({ kind: 'noShow', leaseId: '1' })).toMatchObject({ status: 400, body: { code: 'api.invalid_field' } })
  })
})

describe('a lease that ended without accept', () => {
  test('shows what came back at once, and locks only what is not paid yet', async () => {
    const { escrow: before } = await renter.getWallet({})
    const startAt = BigInt(api.services.clock.read().now - 100)
    const ended = { state: 'ended' as const, endAt: startAt + 60n, endedTx: bytesOf('report'), endedBlock: 1n, accepted: false, endReason: 1 }
    await seedLease(api, node, { leaseId: 5n, startAt, change: { ...readyChange(startAt), ...ended, refund: 3_558_875n } })
    const lease = await renter.getLease('5')
    expect(lease).toMatchObject({ state: 'ended', ended: { accepted: false }, paid: { refund: '3558875' } })
    expect(lease.now).toMatchObject({ spent: '50125', refund: '3558875' })
    const { escrow } = await renter.getWallet({})
    expect(BigInt(escrow) - BigInt(before)).toBe(50_125n)
  })
})

describe('telemetry', () => {
  test('is shown to the parties, oldest first', async () => {
    await api.owner.query(
      'insert into telemetry (node_id, lease_id, at, cpu_percent, ram_used_mib, ram_total_mib, disk_used_gib, disk_total_gib, net_rx_kib, net_tx_kib) select $1, 2, now() - make_interval(secs => n), n, 1, 2, 3, 4, 5, 6 from generate_series(1, 3) as n',
      [node.node],
    )
    const { samples } = await renter.getLeaseTelemetry(active)
    expect(samples.map(({ cpuPercent }) => cpuPercent)).toEqual([3, 2, 1])
    await api.owner.query(
      'insert into telemetry_minutes (node_id, lease_id, at, samples, cpu_percent, ram_used_mib, ram_total_mib, disk_used_gib, disk_total_gib, net_rx_kib, net_tx_kib) values ($1, 2, now() - make_interval(hours => 3), 12, 77, 1, 2, 3, 4, 5, 6)',
      [node.node],
    )
    expect(await renter.getLeaseTelemetry(active, { hours: 12 })).toMatchObject({ resolutionSeconds: 60, samples: [{ cpuPercent: 77 }] })
    expect(await renter.getLeaseTelemetry(active, { hours: 48 })).toMatchObject({ resolutionSeconds: 3_600, samples: [] })
    await expect(stranger.getLeaseTelemetry(active)).rejects.toMatchObject({ code: 'auth.forbidden' })
    await expect(renter.getLeaseTelemetry('99')).rejects.toMatchObject({ code: 'lease.unknown' })
  })
})
