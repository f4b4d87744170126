import { type Address, address, assetUnits, hex32, type Hex32 } from '@infinitio/domain'
import { toHex } from 'viem'
import { type PrivateKeyAccount, privateKeyToAccount } from 'viem/accounts'
import { describe, expect, it } from 'vitest'
import { exampleDomain, exampleReceipt, exampleService, exampleTerms, exampleVoucher } from '../../test/examples.ts'
import { hashReceipt, type Receipt, writeReceipt } from '../receipts.ts'
import { termsBytes, termsHash } from '../terms.ts'
import { channelOfVoucher, messageOfVoucher, type SentVoucher, writeVoucher } from '../voucherHeader.ts'
import { checkEvidence, meaningOfClaim, provesAct } from './checkEvidence.ts'
import { type EvidenceFile, readEvidence, readEvidenceLine, writeEvidence } from './evidenceFile.ts'

const accountOf = (digit: string) => privateKeyToAccount(`0x${digit.repeat(64)}`)
const [payerKey, serviceKey, stranger] = [accountOf('8'), accountOf('9'), accountOf('7')] as const
const [key, responseKey] = [address(payerKey.address.toLowerCase()), address(serviceKey.address.toLowerCase())] as const
const terms = exampleTerms({ responseKey })
const request = hex32(`0x${'4'.repeat(64)}`)
const channel = channelOfVoucher({ payer: exampleVoucher().payer, key }, exampleService)
/** The accounts that made the signatures of this test. */
const signers = new Map<string, Address>()
const recover = (digest: Hex32, signature: string) => signers.get(`${digest} ${signature}`) ?? null

async function sign(digest: Hex32, signer: PrivateKeyAccount): Promise<`0x${string}`> {
  const signature = await signer.sign({ hash: digest })
  signers.set(`${digest} ${signature}`, address(signer.address.toLowerCase()))
  return signature
}
type Piece = EvidenceFile['pieces'][number]
async function receiptOf(change: Partial<Receipt>, signer = serviceKey): Promise<Piece & { readonly hash: Hex32 }> {
  const { channel: id } = checkEvidence(fileOf([]), recover)
  const receipt = exampleReceipt({ channel: id, terms: termsHash(terms), ...change })
  const hash = hashReceipt(receipt, exampleDomain)
  return { kind: 'receipt', seq: receipt.seq, request, text: writeReceipt({ receipt, signature: await sign(hash, signer) }), hash }
}
async function voucherOf(change: Partial<SentVoucher>, signer = payerKey): Promise<Piece> {
  const sent = { ...exampleVoucher({ key: channel.key, terms: termsHash(terms), ...change }) }
  const { digest } = messageOfVoucher(sent, { service: exampleService, request, domain: exampleDomain })
  return { kind: 'voucher', seq: sent.seq, request, text: writeVoucher({ ...sent, signature: await sign(digest, signer) }) }
}
function fileOf(pieces: readonly Piece[], change: Partial<EvidenceFile> = {}): EvidenceFile {
  return { ...exampleDomain, channel, serial: 1, terms: [toHex(termsBytes(terms))], pieces, ...change }
}
const check = (pieces: readonly Piece[], change: Partial<EvidenceFile> = {}) => checkEvidence(fileOf(pieces, change), recover)
const spent = (value: bigint) => assetUnits(value)

describe('a file of evidence', () => {
  it('is read as it was written, and always has the same bytes', async () => {
    const file = fileOf([await voucherOf({}), await receiptOf({})].map(({ kind, seq, request: own, text }) => ({ kind, seq, request: own, text })))
    const text = writeEvidence(file)
    expect(readEvidence(text)).toEqual(file)
    expect(writeEvidence(readEvidence(text) ?? fileOf([]))).toBe(text)
    expect(readEvidence(writeEvidence(fileOf([])))).toEqual(fileOf([]))
  })

  it('is not read with another format, a broken field or no JSON', async () => {
    const text = writeEvidence(fileOf([await voucherOf({})]))
    const broken = [
      ['Infinitio evidence 1', 'Infinitio evidence 2'],
      ['"chainId":31337', '"chainId":-1'],
      ['"serial":1', '"serial":"1"'],
      ['"curve":"secp256k1"', '"curve":"x"'],
      ['"kind":"voucher"', '"kind":"x"'],
      ['"seq":2', '"seq":2.5'],
      [exampleService, '0x12'],
      ['"pieces":', '"parts":'],
    ] as const
    for (const [from, to] of broken) expect(readEvidence(text.replace(from, to)), to).toBeNull()
    for (const other of ['', '{}', 'null', '[]', text.slice(0, -4)]) expect(readEvidence(other)).toBeNull()
  })

  it('is made of lines of receipts.log, and ignores others', async () => {
    const line = { ...(await voucherOf({})), serial: 1 }
    expect(readEvidenceLine(JSON.stringify(line))).toEqual(line)
    for (const other of ['', '{"kind":"voucher"}', JSON.stringify({ ...line, serial: -1 })]) expect(readEvidenceLine(other)).toBeNull()
  })
})

describe('the check of a file of evidence', () => {
  it('shows the newest receipt, the highest voucher and the vouchers without a receipt', async () => {
    const first = await receiptOf({ n: 1, seq: 1, spent: spent(5n) })
    const second = await receiptOf({ n: 2, seq: 2, spent: spent(9n), previous: first.hash })
    const vouchers = [await voucherOf({ seq: 1, spent: spent(6n) }), await voucherOf({ seq: 3, spent: spent(20n), newest: second.hash })]
    const report = check([...vouchers, second, first, first])
    expect(report).toMatchObject({ receipts: 2, vouchers: 2, problems: [], pairs: [], ceiling: 20n, uncovered: [3], lacking: null })
    expect(report.newest).toMatchObject({ n: 2, spent: 9n })
  })

  it('shows two receipts that differ and share a number, also if only the voucher is the same', async () => {
    const [one, other, later] = [
      await receiptOf({ n: 4, seq: 4 }),
      await receiptOf({ n: 4, seq: 5, cost: spent(7n) }),
      await receiptOf({ n: 6, seq: 5 }),
    ]
    expect(check([one, other]).pairs).toMatchObject([{ by: 'n', number: 4, one: { seq: 4 }, other: { seq: 5 } }])
    expect(check([other, later]).pairs).toMatchObject([{ by: 'seq', number: 5 }])
    expect(check([one, one, later]).pairs).toEqual([])
  })

  it('counts no piece that somebody else signed, or that is of another channel, serial, chain or of unknown terms', async () => {
    const receipt = await receiptOf({})
    const pieces = [
      await receiptOf({}, stranger),
      await receiptOf({ serial: 2 }),
      await receiptOf({ channel: exampleReceipt().channel }),
      await receiptOf({ terms: termsHash(exampleTerms()) }),
      { ...receipt, text: 'AAAA' },
      await voucherOf({}, stranger),
      await voucherOf({ serial: 2 }),
      { ...(await voucherOf({})), request: hex32(`0x${'5'.repeat(64)}`) },
    ]
    const report = check(pieces)
    expect(report).toMatchObject({ receipts: 0, vouchers: 0, newest: null, ceiling: null })
    const why = ['signature', 'channel', 'channel', 'terms', 'unreadable', 'signature', 'channel', 'signature']
    expect(report.problems).toEqual(why.map((one, place) => ({ place, why: one })))
    expect(check([receipt], { chainId: 1 }).problems).toEqual([{ place: 0, why: 'signature' }])
    expect(check([receipt], { terms: [] }).problems).toEqual([{ place: 0, why: 'terms' }])
  })

  it('shows a receipt that the payer received and left out', async () => {
    const hidden = await receiptOf({ n: 2, seq: 2, spent: spent(9n) })
    const report = check([await receiptOf({ n: 1, seq: 1, spent: spent(5n) }), await voucherOf({ seq: 3, newest: hidden.hash, spent: spent(12n) })])
    expect(report.lacking).toBe(hidden.hash)
    expect(meaningOfClaim(report, 9n)).toBe('lacking')
  })

  it('says what a settled claim means beside it', async () => {
    const newest = await receiptOf({ n: 3, seq: 3, spent: spent(9n) })
    const report = check([newest, await voucherOf({ seq: 4, spent: spent(12n), newest: newest.hash })])
    expect([9n, 10n, 12n, 13n].map((claim) => meaningOfClaim(report, claim))).toEqual(['covered', 'above', 'above', 'withheld'])
    expect(meaningOfClaim(check([]), 1n)).toBe('withheld')
  })

  it('says whether it shows the accused act', async () => {
    const pair = check([await receiptOf({ n: 4, seq: 4 }), await receiptOf({ n: 4, seq: 5, cost: spent(7n) })])
    expect([3n, 4n, 5n].map((number) => provesAct(pair, { act: 'twoReceipts', number }))).toEqual([false, true, false])
    const newest = await receiptOf({ n: 3, seq: 3, spent: spent(9n) })
    const claim = check([newest, await voucherOf({ seq: 4, spent: spent(12n), newest: newest.hash })])
    expect([9n, 10n, 12n, 13n].map((number) => provesAct(claim, { act: 'claimAboveReceipt', number }))).toEqual([false, true, true, false])
    expect(provesAct(check([]), { act: 'claimAboveReceipt', number: 1n })).toBe(false)
  })
})
