import { createHash } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gTokenAbi, pTokenAbi, readServiceLedger, settleListCall } from '@infinitio/chain'
import { createChainClient, developmentGenesisTable, sendCalls } from '@infinitio/chain/node'
import { deployTestGovernance, type SeedMakers, startSeedMakers, type TestKey, testKey } from '@infinitio/chain/test'
import { assetUnits, channelId, hex32, type Hex32, ledgerTypedData, serviceId, zeroHex32 } from '@infinitio/domain'
import { type ChannelEvidence, hashReceipt, messageOfVoucher, type Receipt, type SentVoucher, writeReceipt, writeVoucher } from '@infinitio/services'
import { encodeFunctionData, encodePacked, keccak256, parseEther, toHex } from 'viem'
import { privateKeyToAccount } from 'viem/accounts'
import { readContract } from 'viem/actions'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { liveMarket } from './liveMarket.ts'
import { poolActors } from './poolActors.ts'
import { startCli, type TestCli } from './startCli.ts'
import { startTestApi, type TestApi } from './startTestApi.ts'
import { startTestEngine, type TestEngine } from './startTestEngine.ts'

const coin = 10n ** 18n
const [payer, payee, key] = [testKey('payer who accuses'), testKey('payee who is accused'), testKey('key of the channel')]
const members = [0, 1, 2, 3, 4].map((index) => testKey(`member ${index} of a panel`))
const offer = ['--model', 'tiny', '--service-url', 'https://tiny.example/v1', '--response-key', key.address, '--contact', 'abuse@tiny.example']

/** End-to-end test: a payer accuses a service, and five members judge it. Everyone uses only the command `infinitio`. */
const isLong = process.env['TEST_LONG'] === '1'

describe('infinitio finding', () => {
  let api: TestApi
  let engine: TestEngine
  let cli: TestCli
  let seeds: SeedMakers
  let service = ''
  let channel = ''
  let receipt = ''
  /** The file that `infinitio finding evidence` wrote. */
  let evidence = ''

  beforeAll(async () => {
    api = await startTestApi()
    const governance = await deployTestGovernance(api.chain, { table: developmentGenesisTable })
    seeds = await startSeedMakers({ chain: api.chain, governance })
    engine = startTestEngine(api)
    const actors = await poolActors(liveMarket(api, engine))
    cli = startCli(api)
    receipt = join(cli.home, 'receipt.txt')
    writeFileSync(receipt, 'a receipt')
    for (const { address } of [payer, payee, ...members]) {
      await actors.rpc.request({ method: 'anvil_setBalance', params: [address, toHex(coin)] } as never)
    }
    await actors.give(payer.address, 200n * coin)
    await actors.give(payee.address, 20n * coin)
    const given = members.map(({ address }) => {
      const data = encodeFunctionData({ abi: gTokenAbi, functionName: 'transfer', args: [address, parseEther('1000')] })
      return { what: 'G', to: governance.gToken, data, value: 0n, gas: 200_000n }
    })
    await sendCalls(chainClient(), { privateKey: api.chain.keys.deployer.privateKey, calls: given, timeoutMs: 60_000 })
  })
  afterAll(async () => {
    cli?.stop()
    await engine?.stop()
    await api?.stop()
  })

  it('refuses to file about what the ledger did not settle', async () => {
    expect((await cli.run(['finding', 'list'])).out).toContain('No findings.')
    expect(await api.client.listFindings()).toMatchObject({ contracts: { answerPay: `${5n * coin}` }, items: [], nextCursor: null })
    await expect(api.client.getFinding('1')).rejects.toMatchObject({ code: 'api.not_found' })
    expect((await run(payer, 'finding', 'show', '1')).json).toMatchObject({ error: { code: 'api.not_found' } })
    await run(payee, 'services', 'register', ...offer, '--price', '0.20/0.60', '--lock', '1h')
    service = await engine.until('the service is listed', async () => {
      const { items } = await api.client.listServices({ payee: payee.address })
      return items[0]?.service ?? null
    })
    await run(payee, 'services', 'bond', service, '10')
    const opened = await run(payer, 'services', 'fund', service, key.address, '6')
    channel = (opened.json as { channel: string }).channel
    await settle(2n * coin)
    await engine.until('the claim is stored', async () => {
      const { channels } = await api.client.getPayer(payer.address)
      return channels[0]?.settled === `${2n * coin}` ? true : null
    })
    expect(await run(payer, ...filed('--number', '3'))).toMatchObject(refused(/^Findings_ClaimNotSettled/))
    expect(await run(payer, ...filed('--number', '2', '--loss', '2.1'))).toMatchObject(refused(/^Findings_LossOutOfRange/))
    expect(await run(payer, ...filed('--number', '2', '--serial', '1'))).toMatchObject(refused(/^Findings_SerialTooHigh/))
  })

  it('shows in plain English what the receipts of a channel prove', async () => {
    const first = await receiptPiece({ n: 1, seq: 1, spent: assetUnits(coin) })
    const log = writeLog('receipts.log', [
      await voucherPiece({ seq: 1, spent: assetUnits(coin) }),
      first,
      await voucherPiece({ seq: 2, spent: assetUnits(3n * coin), newest: first.hash }),
    ])
    const out = join(cli.home, 'evidence.json')
    const written = await cli.run(['finding', 'evidence', channel, '--from', log, '--out', out], { wallet: payer.privateKey })
    expect(written.out).toMatch(/The claim of 2(\.0+)? PT is 1(\.0+)? PT above the newest receipt in this file/)
    expect(written.out).toMatch(/vouchers without a receipt +2/)
    evidence = out
    expect(await evidenceOf(out)).toMatchObject({
      ...{ channel, serial: 0, receiptCount: 1, voucherCount: 2, notCounted: [], receiptPairs: [], withoutReceipt: [2], lackingReceipt: null },
      ...{
        newestReceipt: { n: 1, spent: `${coin}` },
        highestVoucher: `${3n * coin}`,
        settledClaim: `${2n * coin}`,
        claimMeaning: 'above',
        finding: null,
      },
    })
    expect(await evidenceOf(out, '--claim', '1')).toMatchObject({ claimMeaning: 'covered' })
    expect(await evidenceOf(out, '--claim', '3.1')).toMatchObject({ claimMeaning: 'withheld' })
    const again = await cli.run(['finding', 'evidence', channel, '--from', log, '--out', out], { wallet: payer.privateKey })
    expect([again.code === 0, again.err.includes('api.file_exists')]).toEqual([false, true])
    const none = await cli.run(['finding', 'evidence', channel, '--out', join(cli.home, 'none.json')], { wallet: payer.privateKey })
    expect([none.code === 0, none.err.includes('api.not_found')]).toEqual([false, true])
  })

  it('shows two receipts with one number, and believes no receipt of somebody else or of terms that nobody published', async () => {
    const pieces = [
      await receiptPiece({ n: 1, seq: 1, spent: assetUnits(coin) }),
      await receiptPiece({ n: 1, seq: 2, spent: assetUnits(2n * coin) }),
      await receiptPiece({ n: 2, seq: 3 }, payer),
      await receiptPiece({ n: 3, seq: 4, terms: hex32(`0x${'5'.repeat(64)}`) }),
    ]
    const out = join(cli.home, 'pair.json')
    const log = writeLog('pair.log', pieces)
    const written = await cli.run(['finding', 'evidence', channel, '--from', log, '--out', out], { wallet: payer.privateKey })
    expect(written.out).toContain('This proves the act "receipts" with --number 1.')
    expect(written.out).toContain('piece 3: without a valid signature, piece 4: of terms that the service did not publish')
    expect(await evidenceOf(out)).toMatchObject({ receiptPairs: [{ by: 'n', number: 1 }], receiptCount: 2 })
    const own = JSON.stringify({ responseKey: payer.address })
    const forged = readFileSync(out, 'utf8').replace(/"terms":\["0x[0-9a-f]+"\]/, `"terms":["${toHex(own)}"]`)
    writeFileSync(join(cli.home, 'forged.json'), forged)
    expect(await evidenceOf(join(cli.home, 'forged.json'))).toMatchObject({ receiptCount: 0, receiptPairs: [] })
    const moved = readFileSync(out, 'utf8').replace('"chainId":31337', '"chainId":1')
    writeFileSync(join(cli.home, 'moved.json'), moved)
    for (const path of [join(cli.home, 'moved.json'), receipt]) {
      const refusedFile = await cli.run(['finding', 'check', path])
      expect([refusedFile.code === 0, refusedFile.err.includes('api.invalid_field')]).toEqual([false, true])
    }
  })

  it('files a finding, selects a panel of five, and takes half of the bond of a guilty service', async () => {
    for (const member of members) expect(await run(member, 'govern', 'panel', 'join', 'Findings')).toMatchObject({ code: 0 })
    expect(await run(payer, 'finding', 'grant', '30')).toMatchObject({ code: 0 })
    expect(await run(payer, ...filed('--number', '2', '--loss', '0.5'))).toMatchObject({ code: 0 })
    expect(await show()).toMatchObject({ id: 1, state: 'open', act: 'claimAboveReceipt', service, victim: payer.address, next: 'draw' })
    await seeds.playRound()
    expect(await run(payer, 'finding', 'advance', '1')).toMatchObject({ code: 0 })
    expect(await show()).toMatchObject({ next: 'answer', members: expect.arrayContaining(members.map(({ address }) => address)) })
    expect((await run(payer, 'finding', 'advance', '1')).json).toMatchObject({ error: { code: 'api.invalid_field' } })
    for (const [index, member] of members.entries()) {
      const verdict = index < 3 ? 'guilty' : 'innocent'
      expect(await run(member, 'finding', 'answer', '1', verdict, '--reason', 'as the receipt says')).toMatchObject({ code: 0 })
    }
    expect(await run(payer, 'finding', 'answer', '1', 'guilty')).toMatchObject(refused(/^Panels_/))
    expect(await show()).toMatchObject({ next: 'decide', guilty: 3, innocent: 2 })
    const open = await api.client.getFinding('1')
    expect(open).toMatchObject({ id: 1, state: 'open', act: 'claimAboveReceipt', service, accuser: payer.address, victim: payer.address })
    expect(open).toMatchObject({ number: `${2n * coin}`, loss: `${coin / 2n}`, guilty: 3, innocent: 2, next: { act: 'decide', deadline: null } })
    const hashes = ['a receipt', readFileSync(evidence)].map((content) => `0x${createHash('sha256').update(content).digest('hex')}`)
    expect(open.evidence).toEqual(hashes)
    const compared = { act: 'claimAboveReceipt', isOfChannel: true, isEvidence: true, proves: true }
    expect(await evidenceOf(evidence, '--finding', '1')).toMatchObject({ claimMeaning: 'above', finding: compared })
    expect((await cli.run(['finding', 'check', evidence, '--finding', '1'])).out).toContain('Together, this proves the act of finding 1')
    expect(await evidenceOf(join(cli.home, 'pair.json'), '--finding', '1')).toMatchObject({ finding: { isEvidence: false, proves: false } })
    expect((await cli.run(['finding', 'check', evidence, '--finding', '99'])).err).toContain('api.not_found')
    const otherClaim = await cli.run(['finding', 'check', evidence, '--finding', '1', '--claim', '2.5'])
    expect([otherClaim.out, otherClaim.err]).toEqual([
      '',
      expect.stringMatching(/finding 1 is about a claim of 2(\.0+)? PT, but --claim is 2\.50* PT/),
    ])
    expect(otherClaim.err).toContain('api.invalid_field')
    expect(await evidenceOf(evidence, '--finding', '1', '--claim', '2')).toMatchObject({ finding: compared })
    expect(open.members.map(({ account }) => account).toSorted()).toEqual(members.map(({ address }) => address).toSorted())
    expect(open.members.filter(({ verdict, reason }) => verdict === 'guilty' && reason === 'as the receipt says')).toHaveLength(3)
    expect(await run(payee, 'finding', 'advance', '1')).toMatchObject({ code: 0 })
    expect(await show()).toMatchObject({ state: 'guilty', next: null })
    const text = await cli.run(['finding', 'list'])
    expect(text.out).toMatch(/1 +guilty +0x[0-9a-f]{40} +claim above a receipt +nothing/)
    const of = async (...filter: string[]) => (await cli.run(['finding', 'list', ...filter])).out
    expect(await of('--service', service, '--member', open.members[0]?.account ?? '')).toMatch(/1 +guilty/)
    expect(await of('--member', payer.address)).toContain('No findings.')
    expect(await of('--service', payer.address)).toContain('No findings.')
    expect(await cli.run(['finding', 'list', '--member', 'nobody'])).toMatchObject({
      code: 80,
      err: expect.stringContaining('nobody is not an account'),
    })
    const after = await engine.until('the slash is stored', async () => {
      const found = await api.client.getService(service)
      return found.bond === `${5n * coin}` ? found : null
    })
    expect(after.bond).toBe(`${5n * coin}`)
    // The victim received 5. That is ten times the loss of 0.5, and also the amount that was taken from the bond.
    expect(await api.client.getPayer(payer.address)).toMatchObject({ pots: [{ free: `${5n * coin}` }] })
    expect(await run(payer, ...filed('--number', '2'))).toMatchObject(refused(/^Findings_ActPunished/))
  })

  it.skipIf(!isLong)('pays the bond back if no panel was selected within three days', async () => {
    expect(await run(payer, 'finding', 'file', channel, 'receipts', '--number', '7', '--file', receipt)).toMatchObject({ code: 0 })
    const filedNow = await api.client.getFinding('2')
    expect(filedNow).toMatchObject({ act: 'twoReceipts', number: '7', members: [], next: { act: 'draw', deadline: filedNow.filedAt + 3 * 86_400 } })
    const listed = async (query: Parameters<typeof api.client.listFindings>[0]) => {
      const { items, nextCursor } = await api.client.listFindings(query)
      return [items.map(({ id }) => id), nextCursor !== null]
    }
    expect(await listed({ service })).toEqual([[2, 1], false])
    expect(await listed({ service, limit: 1 })).toEqual([[2], true])
    const { nextCursor: second } = await api.client.listFindings({ service, limit: 1 })
    expect(await listed({ service, limit: 1, cursor: second ?? '' })).toEqual([[1], false])
    expect(await listed({ service: key.address })).toEqual([[], false])
    expect(await listed({ member: members[0]?.address ?? '' })).toEqual([[1], false])
    expect(await listed({ member: payer.address })).toEqual([[], false])
    await expect(listed({ service: 'tiny' })).rejects.toMatchObject({ code: 'service.unknown' })
    await expect(listed({ member: '0x1' })).rejects.toMatchObject({ code: 'api.bad_address' })
    await api.chain.travel(3 * 86_400)
    expect(await run(payee, 'finding', 'advance', '2')).toMatchObject({ code: 0 })
    expect(await run(payee, 'finding', 'show', '2')).toMatchObject({ json: { state: 'undecided', members: [] } })
    const newest = await api.client.listFindings({ limit: 1 })
    expect(newest).toMatchObject({
      items: [{ id: 2, state: 'undecided', next: { act: null, deadline: null } }],
      nextCursor: expect.stringMatching(/^[A-Za-z0-9_-]{9,}$/),
    })
    const older = await api.client.listFindings({ limit: 1, cursor: newest.nextCursor ?? '' })
    expect(older).toMatchObject({ items: [{ id: 1, state: 'guilty', next: { act: null, deadline: null } }], nextCursor: null })
  })

  it.skipIf(!isLong)('keeps a fifth of each bond without a verdict, and fines silent members once', async () => {
    for (const number of ['8', '9'])
      expect(await run(payer, 'finding', 'file', channel, 'receipts', '--number', number, '--file', receipt)).toMatchObject({ code: 0 })
    await seeds.playRound()
    for (const id of ['3', '4']) expect(await run(payee, 'finding', 'advance', id)).toMatchObject({ code: 0 })
    await api.chain.travel(3 * 86_400)
    const before = await walletOf(payer)
    for (const id of ['3', '4']) {
      expect(await run(payee, 'finding', 'advance', id)).toMatchObject({ code: 0 })
      expect(await api.client.getFinding(id)).toMatchObject({ state: 'undecided', guilty: 0, innocent: 0, next: { act: null } })
    }
    expect((await walletOf(payer)) - before).toBe(2n * 40n * coin)
    for (const { address } of members) {
      const { drawn } = await api.client.getGovernAccount(address)
      expect(drawn?.lists.find(({ list }) => list === 'Findings')).toMatchObject({ bond: `${950n * coin}`, openPanels: 0 })
    }
  })

  const walletOf = async ({ address }: TestKey) => {
    const read = { address: api.chain.addresses.pToken, abi: pTokenAbi, functionName: 'balanceOf', args: [address] } as const
    return await readContract(chainClient(), read)
  }
  const chainClient = () => createChainClient({ rpcUrl: api.chain.rpcUrl, timeoutMs: 30_000 })
  const refused = (detail: RegExp) => ({ json: { error: { code: 'chain.transaction_reverted', detail: expect.stringMatching(detail) } } })
  const filed = (...options: string[]) => ['finding', 'file', channel, 'claim', '--file', receipt, ...(evidence === '' ? [] : [evidence]), ...options]
  const show = async () => JSON.parse((await cli.run(['finding', 'show', '1', '--json'])).out) as Record<string, unknown>

  const evidenceOf = async (path: string, ...options: string[]) =>
    JSON.parse((await cli.run(['finding', 'check', path, ...options, '--json'])).out) as Record<string, unknown>
  const domain = async () => {
    const ledger = (await readServiceLedger(chainClient(), api.chain.addresses.directory)) ?? expect.unreachable()
    return { chainId: api.chain.chainId, ledger }
  }
  const request = hex32(`0x${'4'.repeat(64)}`)
  const termsNow = async () => hex32((await api.client.getService(service)).termsHash)

  /** Returns a receipt of the channel as a proxy keeps it, signed by `signer`. */
  async function receiptPiece(change: Partial<Receipt>, signer: TestKey = key): Promise<ChannelEvidence & { readonly hash: Hex32 }> {
    const amounts = { cost: assetUnits(coin), spent: assetUnits(coin), rate: assetUnits(0n), units: { input: 1, cached: 0, output: 1 } }
    const facts = { channel: channelId(channel), serial: 0, n: 1, previous: zeroHex32, seq: 1, terms: await termsNow(), request, response: request }
    const full: Receipt = { ...facts, ...amounts, startedMs: 1, endedMs: 2, inner: '0x', ...change }
    const hash = hashReceipt(full, await domain())
    const signature = await privateKeyToAccount(signer.privateKey).sign({ hash })
    return { kind: 'receipt', serial: 0, seq: full.seq, request, text: writeReceipt({ receipt: full, signature }), hash }
  }

  /** Returns a voucher of the channel as a proxy keeps it. */
  async function voucherPiece(change: Partial<SentVoucher>): Promise<ChannelEvidence> {
    const salt = `0x${'7'.repeat(32)}` as const
    const facts = {
      payer: payer.address,
      key: key.address,
      serial: 0,
      seq: 1,
      spent: assetUnits(coin),
      terms: await termsNow(),
      newest: zeroHex32,
      ...change,
    }
    const { digest } = messageOfVoucher(facts, { service: serviceId(service), request, domain: await domain() })
    const signature = await privateKeyToAccount(key.privateKey).sign({ hash: digest })
    return { kind: 'voucher', serial: 0, seq: facts.seq, request, text: writeVoucher({ ...facts, salt, signature }) }
  }

  function writeLog(name: string, pieces: readonly ChannelEvidence[]): string {
    const path = join(cli.home, name)
    writeFileSync(path, pieces.map((piece) => `${JSON.stringify(piece)}\n`).join(''))
    return path
  }

  /** Settles a claim on the payment channel: the channel's key signs the claimed amount, and the operator of the service sends it to the chain. */
  async function settle(claim: bigint): Promise<void> {
    const ledger = (await readServiceLedger(chainClient(), api.chain.addresses.directory)) ?? expect.unreachable()
    const rows = encodePacked(['address', 'uint24', 'uint32', 'uint96'], [payer.address, 0, 1, claim])
    const list = { service: serviceId(service), asset: 0, rows: hex32(keccak256(rows)) }
    const typed = ledgerTypedData('List', list, { chainId: api.chain.chainId, ledger })
    const keySignature = await privateKeyToAccount(key.privateKey).signTypedData(typed as never)
    const call = settleListCall({ ledger, service: list.service, asset: 'PToken', key: key.address, rows, keySignature })
    await sendCalls(chainClient(), {
      privateKey: payee.privateKey,
      calls: [{ ...call, what: 'settle', value: 0n, gas: 1_000_000n }],
      timeoutMs: 10_000,
    })
  }

  async function run({ privateKey }: TestKey, ...args: string[]) {
    const yes = args.includes('show') ? [] : ['--yes']
    const ended = await cli.run([...args, ...yes, '--json'], { wallet: privateKey })
    return { code: ended.code, json: JSON.parse(ended.out === '' ? ended.err : ended.out) as unknown }
  }
})
