import { address, assetUnits, channelId, hex32, serviceId, zeroHex32 } from '@infinitio/domain'
import { describe, expect, test } from 'vitest'
import { CheckedFiles } from '#web/features/govern/findings/FindingEvidence.tsx'
import type { CheckedFinding, FiledFile } from '#web/features/govern/findings/readFiled.ts'
import { markupFor } from '#web/i18n/test/markupFor.tsx'

const coin = 10n ** 18n
const account = (digit: string) => address(`0x${digit.repeat(40)}`)
const sha256 = `0x${'7'.repeat(64)}`
type Report = Extract<FiledFile, { readonly kind: 'checked' }>['report']
const newest: NonNullable<Report['newest']> = {
  ...{
    channel: channelId(`0x${'1'.repeat(64)}`),
    serial: 0,
    n: 12,
    previous: zeroHex32,
    seq: 12,
    terms: zeroHex32,
    request: zeroHex32,
    response: zeroHex32,
  },
  ...{
    units: { input: 1, cached: 0, output: 1 },
    cost: assetUnits(1n),
    spent: assetUnits(2n * coin),
    rate: assetUnits(0n),
    startedMs: 1,
    endedMs: 2,
    inner: '0x',
  },
}
const report: Report = {
  ...{ channel: newest.channel, receipts: 12, vouchers: 13, problems: [{ place: 3, why: 'signature' }], newest, pairs: [] },
  ...{ ceiling: assetUnits(3n * coin), uncovered: [13], lacking: null },
}
const filing: CheckedFinding['filing'] = {
  facts: { payer: account('a'), key: account('b'), curve: 'secp256k1', service: serviceId(`0x${'c'.repeat(40)}`), asset: 'PToken' },
  ...{ serial: 0, act: 'claimAboveReceipt', number: (5n * coin) / 2n, loss: 0n, evidence: [hex32(sha256)] },
}
const checked: FiledFile = { sha256, kind: 'checked', asset: 'PToken', report, meaning: 'above', isOfChannel: true, proves: true }

const shown = (file: FiledFile, language: 'en' | 'zh' = 'en', accused = filing) =>
  markupFor(language, <CheckedFiles id={4} found={{ filing: accused, files: [file] }} />).replaceAll('\u00a0', ' ')

describe('the evidence of a finding', () => {
  test('shows what a file proves about a claim, in plain sentences', () => {
    const page = shown(checked)
    for (const text of [
      'The newest is no. 12, for 2.00 PT in all',
      'The highest allows 3.00 PT',
      'without a receipt: 13.',
      '1 piece of evidence does not count',
    ])
      expect(page).toContain(text)
    for (const text of [
      'is 0.50 PT above the newest receipt',
      'innocent only if it shows receipts',
      'supports the accusation in finding 4',
      `/artefacts/${sha256}`,
    ])
      expect(page).toContain(text)
    const chinese = shown(checked, 'zh')
    for (const text of ['最新的是第 12 号', '没有收据的凭单：13。', '1 项证据不算数', '该文件支持指控 4']) expect(chinese).toContain(text)
  })

  test.each([
    ['covered', 'is covered by receipt no. 12'],
    ['withheld', 'No voucher in this file allows so much'],
    ['lacking', 'acknowledges the receipt 0x9999'],
  ] as const)('says what the meaning %s is, and that nothing is proved', (meaning, text) => {
    const page = shown({ ...checked, meaning, proves: false, report: { ...report, lacking: hex32(`0x${'9'.repeat(64)}`) } })
    expect(page).toContain(text)
    expect(page).toContain('does not prove that the service did what finding 4 accuses it of')
  })

  test('shows two receipts with one number, and that they prove the act', () => {
    const pairs = [{ by: 'n', number: 12, one: newest, other: newest }] as const
    const accused = { ...filing, act: 'twoReceipts', number: 12n } as const
    const page = shown({ ...checked, meaning: null, report: { ...report, pairs, uncovered: [] } }, 'en', accused)
    for (const text of ['two different receipts with the number 12', 'This file proves that the service did what finding 4 accuses it of'])
      expect(page).toContain(text)
    expect(page).not.toContain('without a receipt')
  })

  test('says that a file of another channel proves nothing', () => {
    expect(shown({ ...checked, isOfChannel: false, proves: false })).toContain('proves nothing for the finding')
  })

  test.each([
    ['missing', 'does not store this file', '没有向所有人存储'],
    ['altered', 'is not the hash in the finding', '哈希不符'],
    ['tooLarge', 'too large to check in a browser', '该文件太大'],
    ['otherFile', 'did not write this file', '不是命令'],
    ['otherMarket', 'about another chain', '另一条链'],
  ] as const)('says so if a file is %s', (kind, english, chinese) => {
    expect(shown({ sha256, kind })).toContain(english)
    expect(shown({ sha256, kind }, 'zh')).toContain(chinese)
    expect(shown({ sha256, kind }).includes('download')).toBe(kind !== 'missing')
  })

  test('names the number of pieces of a file that is too long for a browser', () => {
    expect(shown({ sha256, kind: 'tooLong', pieces: 50_000 })).toContain('50,000 vouchers and receipts')
  })
})
