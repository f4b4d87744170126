import { appendFileSync, cpSync, mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { exitChannelCall, finishChannelCall } from '@infinitio/chain'
import { sendCalls } from '@infinitio/chain/sender'
import { type Address, address, assetUnits, channelIdOf, serviceId, zeroHex32 } from '@infinitio/domain'
import { parseEther } from 'viem'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { fundChannel, planFunding } from '../src/ledger/accountActs.ts'
import { inTurn } from '../src/ledger/inTurn.ts'
import { PrepaidBook } from '../src/router/prepaid/prepaidBook.ts'
import { settleLists } from '../src/router/prepaid/settleLists.ts'
import { openSignatures } from '../src/signatures/openSignatures.ts'
import { startSeller, type TestSeller } from './startSeller.ts'

const lockSeconds = 86_400
const other = serviceId(`0x${'5'.repeat(40)}`)

/** The seller plays a router: its operator key is the key of its users' channels. */
describe('the log of a router with users', () => {
  let seller: TestSeller
  let folder: string
  let path: string
  let lost: Address[]
  let count: number
  let payer: Address

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'infinitio-lost-log-'))
    path = join(folder, 'prepaid.log')
    seller = await startSeller()
    payer = seller.payer.address
    ;[lost, count] = [[], 0]
  })
  afterEach(async () => {
    await seller.stop()
    rmSync(folder, { recursive: true, force: true })
  })

  const channel = () => ({ payer, key: seller.operator.address, curve: 'secp256k1', service: seller.service, asset: 'PToken' }) as const

  async function open(mostLogBytes?: number): Promise<PrepaidBook> {
    const { ledger, service, operator } = seller
    const parts = { ledger, service, key: operator.address, responseKey: operator.privateKey, terms: zeroHex32, mostLogBytes }
    return await PrepaidBook.open({ ...parts, path, signatures: await openSignatures(), nowMs: Date.now, onLost: (one) => void lost.push(one) })
  }

  async function fund(): Promise<void> {
    const plan = await planFunding(seller.ledger, { channel: channel(), unsettled: parseEther('1') })
    await fundChannel(seller.ledger, { payerKey: seller.payer.privateKey, channel: channel(), plan })
  }

  /** Adds an answer that costs 10 base units, and returns its receipt. */
  async function answer(book: PrepaidBook): Promise<string | null> {
    count += 1
    const digest = `answer ${count}`
    const of = await book.channelOf(payer)
    expect(book.reserve(of, 10n)).toBe(true)
    book.hold(of, { digest, service: other, amount: 10n })
    const units = { input: 1, cached: 0, output: 1 }
    return await book.add(of, { request: zeroHex32, response: zeroHex32, units, startedMs: 1, inner: '0x', cost: assetUnits(10n) }, digest)
  }

  /** Opens a new book, in which the payer then has three answers. */
  async function withAnswers(): Promise<PrepaidBook> {
    const book = await open()
    await fund()
    for (let time = 0; time < 3; time += 1) expect(await answer(book)).not.toBeNull()
    await book.look()
    return book
  }

  it('keeps the channels of its users over restarts, kills and shortenings', async () => {
    const book = await withAnswers()
    await book.shorten()
    // A kill right after the shortening leaves the size of the longer log in the second file.
    book.close()
    const next = await open()
    await next.look()
    expect(await answer(next)).not.toBeNull()
    next.close()
    appendFileSync(path, '{"k":"r","p":"0x')
    const last = await open(1)
    expect((await last.channelOf(payer)).n).toBe(4)
    expect(await answer(last)).not.toBeNull()
    last.close()
    expect(lost).toEqual([])
  })

  it('an attack: a deleted log ends the open channels, so no number of a receipt is used twice', async () => {
    ;(await withAnswers()).close()
    rmSync(path)
    const book = await open()
    expect(lost).toEqual([payer])
    expect(await book.channelOf(payer)).toMatchObject({ isEnded: true, n: 0 })
    expect(await answer(book)).toBeNull()
    expect(await book.channelOf(payer)).toMatchObject({ n: 0, reserved: 0n })
    book.close()
    // The end is in the new log, also in a shortened one.
    const next = await open()
    await next.shorten()
    next.close()
    expect(await (await open()).channelOf(payer)).toMatchObject({ isEnded: true })
    expect(lost).toEqual([payer])
  })

  it('ends the channels of a log that became shorter, and takes requests again after an exit', async () => {
    ;(await withAnswers()).close()
    const text = readFileSync(path, 'utf8')
    truncateSync(path, text.trimEnd().lastIndexOf('\n') + 1)
    const book = await open()
    expect([lost, (await book.channelOf(payer)).isEnded]).toEqual([[payer], true])
    const { ledger, payer: wallet } = seller
    const send = async (call: ReturnType<typeof exitChannelCall>) =>
      await sendCalls(ledger.client, {
        privateKey: wallet.privateKey,
        calls: [{ to: address(call.to), data: call.data, value: 0n, gas: 300_000n, what: 'exit' }],
        timeoutMs: 10_000,
      })
    await send(exitChannelCall({ ledger: ledger.domain.ledger, channel: channel(), serial: 0 }))
    await ledger.client.request({ method: 'evm_increaseTime', params: [lockSeconds + 1] } as never)
    await send(finishChannelCall({ ledger: ledger.domain.ledger, channel: channel() }))
    await fund()
    await book.refresh(channelIdOf(channel()))
    expect(await book.channelOf(payer)).toMatchObject({ isEnded: false, serial: 1, n: 0 })
    expect(await answer(book)).not.toBeNull()
    book.close()
  })

  it('ends the channels of an older log, also if it was shortened less often', async () => {
    const book = await withAnswers()
    cpSync(path, `${path}.backup`)
    await answer(book)
    await book.shorten()
    await book.look()
    book.close()
    cpSync(`${path}.backup`, path)
    const next = await open()
    expect([lost, (await next.channelOf(payer)).isEnded]).toEqual([[payer], true])
    next.close()
  })

  it('ends a channel of which the router settled more than the log shows, although both files are older', async () => {
    const book = await withAnswers()
    for (const name of [path, `${path}.size`]) cpSync(name, `${name}.backup`)
    await answer(book)
    const { ledger, service, operator } = seller
    const keys = { channelKey: operator.privateKey, key: operator.address, curve: 'secp256k1', apiKey: '' } as const
    const parts = { book, ledger, service, keys, lockSeconds, terms: {}, coinPrice: null, turn: inTurn(), nowMs: Date.now }
    expect(await settleLists({ ...parts, signatures: await openSignatures() }, 'all')).toEqual({ rows: 1, amount: 40n })
    book.close()
    for (const name of [path, `${path}.size`]) cpSync(`${name}.backup`, name)
    const next = await open()
    expect([lost, (await next.channelOf(payer)).isEnded]).toEqual([[payer], true])
    next.close()
  })

  it('ends a channel without a line whose first serial was settled', async () => {
    const book = await withAnswers()
    const { ledger, service, operator } = seller
    const keys = { channelKey: operator.privateKey, key: operator.address, curve: 'secp256k1', apiKey: '' } as const
    const parts = { book, ledger, service, keys, lockSeconds, terms: {}, coinPrice: null, turn: inTurn(), nowMs: Date.now }
    await settleLists({ ...parts, signatures: await openSignatures() }, 'all')
    book.close()
    rmSync(`${path}.size`)
    writeFileSync(path, '{"k":"m"}\n')
    const next = await open()
    expect([lost, (await next.channelOf(payer)).isEnded]).toEqual([[payer], true])
    next.close()
  })

  it('ends the channels at the next start if it was killed before it had ended all of them', async () => {
    const book = await open()
    await fund()
    book.close()
    writeFileSync(path, '{"k":"l"}\n')
    const next = await open()
    expect([lost, (await next.channelOf(payer)).isEnded]).toEqual([[payer], true])
    next.close()
  })

  it('refuses unknown payers from the moment at which a service shows lost vouchers until their channels were read', async () => {
    const book = await open()
    await fund()
    book.endAll()
    await expect(book.channelOf(payer)).rejects.toMatchObject({ code: 'serving.chain_unread' })
    await book.look()
    expect(await book.channelOf(payer)).toMatchObject({ isEnded: true })
    book.close()
  })
})
