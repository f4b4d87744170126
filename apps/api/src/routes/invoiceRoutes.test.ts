import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { seedLease } from '../../test/seedLease.ts'
import { bytesOf, seedMarket, type SeededNode } from '../../test/seedMarket.ts'
import { startTestApi, type TestApi } from '../../test/startTestApi.ts'
import { readPdf } from '../../test/readPdf.ts'

type SignedIn = Awaited<ReturnType<TestApi['signedIn']>>

let api: TestApi
let renter: SignedIn
let provider: SignedIn
const details = { name: 'Łódź Müller (AI) & Söhne \\) Tj', address: 'Straße 1\n 北京市海淀区 7 号 \n\nМосква', taxId: 'DE-123 <456>' }
const price = 277_777_777_777_777n
// The amounts below are in base units. They were chosen so that a floating-point number cannot represent them exactly.
const rate = { currency: 'EUR', perPt: 0.8612, source: 'the desk', asOf: '2026-11-20' }
const seller = { name: 'GPU Werk GmbH', address: 'Weg 2\n10115 Berlin', taxNumber: 'DE 99', taxName: 'USt', taxRateBps: 1_900, noTaxReason: '' }
const pay = price * 3_601n
const renterFee = 2_500_694_444_444_445n
const relayFee = 7n

beforeAll(async () => {
  api = await startTestApi({
    change: (services) => ({
      ...services,
      rates: () => [rate],
      limits: { ...services.limits, account: { capacity: 10_000, refillPerSecond: 10_000 } },
    }),
  })
  const [node] = (await seedMarket(api, [{ name: 'one', price }])) as [SeededNode]
  ;[renter, provider] = await Promise.all([api.signedIn(api.accounts.renter), api.signedIn(api.accounts.provider)])
  const startAt = 1_800_000_000n
  const closed = {
    state: 'closed',
    readyAt: startAt + 10n,
    readyTx: bytesOf('ready'),
    readyBlock: 1n,
    endReason: 1,
    pay,
    renterFee,
    closedAt: startAt + 4_000n,
  } as const
  for (const leaseId of [7n, 8n])
    await seedLease(api, node, { leaseId, startAt, change: { ...closed, closedTx: bytesOf('closed'), closedBlock: leaseId === 7n ? 5n : 6n } })
  await seedLease(api, node, { leaseId: 9n, startAt })
  // Lease 10 ended in its free trial, so nothing was paid.
  await seedLease(api, node, { leaseId: 10n, startAt, change: { ...closed, pay: 0n, renterFee: 0n, closedTx: bytesOf('free'), closedBlock: 5n } })
  await api.owner.query('update leases set relay_fee = $1 where lease_id <> 10', [relayFee])
  await api.owner.query(
    "insert into follower_checkpoint (id, head_number, head_hash, final_number, chain_ok, reorgs, updated_at) values (1, 6, '0x', 5, true, 0, now()) on conflict (id) do update set head_number = 6, final_number = 5",
    [],
  )
})
afterAll(() => api.stop())

const textOf = async (number: string) => readPdf(Buffer.from(await renter.openInvoice({ leaseId: '7', number })))

describe('billing details', () => {
  test('are asked for before a first invoice, which uses up no number', async () => {
    expect(await renter.getBilling()).toEqual({ billing: null })
    await expect(renter.issueInvoice('7')).rejects.toMatchObject({ status: 409, code: 'account.billing_missing' })
    expect(await api.owner.query('select 1 from invoice_counter', [])).toEqual([])
  })

  test.each([
    ['name', { ...details, name: ' ' }],
    ['name', { ...details, name: 'x'.repeat(121) }],
    ['name', { ...details, name: 'two\nlines' }],
    ['name', { ...details, name: 'turned \u202e around' }],
    ['address', { ...details, address: 'x'.repeat(401) }],
    ['body.address: more than 8 lines', { ...details, address: `${'a\n'.repeat(8)}a` }],
    ['address', { ...details, address: 'a\u0000b' }],
    ['taxId', { ...details, taxId: '1'.repeat(41) }],
    ['body.name: signs', { ...details, name: 'emoji 🧾' }],
    ['body.name: signs', { ...details, name: 'مرحبا' }],
  ])('are refused where the %s is too long, empty or no invoice can show it', async (field, body) => {
    await expect(renter.putBilling(body)).rejects.toMatchObject({ status: 400, code: 'api.invalid_field', detail: expect.stringContaining(field) })
  })
})

describe('an invoice', () => {
  test('is refused for a lease that cost nothing, and uses up no number', async () => {
    await renter.putBilling(details)
    await expect(renter.issueInvoice('10')).rejects.toMatchObject({ status: 409, code: 'lease.nothing_to_invoice' })
    expect(await api.owner.query('select 1 from invoice_counter', [])).toEqual([])
  })

  test('is issued once, however many ask at once, with the amounts of the contract to the last unit', async () => {
    expect(await renter.putBilling(details)).toEqual({ billing: { ...details, address: 'Straße 1\n北京市海淀区 7 号\nМосква' } })
    const issued = await Promise.all([renter.issueInvoice('7'), renter.issueInvoice('7'), renter.issueInvoice('7')])
    expect(new Set(issued.map(({ number }) => number))).toEqual(new Set(['1']))
    expect(issued[0]).toMatchObject({
      ...{ number: '1', replaces: null, leaseId: '7', gpus: 1, billedSeconds: 3_601, pricePerGpuSecond: price.toString() },
      ...{ pay: pay.toString(), renterFee: renterFee.toString(), relayFee: '7', total: (pay + renterFee + relayFee).toString(), closedBlock: 5 },
    })
    expect((await renter.listInvoices('7')).items).toEqual([issued[0]])
  })

  test('is a PDF whose text says all of it, in the signs of its reader, and nothing of which is an operator', async () => {
    const { text, title } = await textOf('1')
    expect(title).toBe('Invoice 00000001')
    expect(text).toContain('Invoice 00000001')
    for (const line of [details.name, 'Straße 1', '北京市海淀区 7 号', 'Москва', `Tax id ${details.taxId}`]) expect(text).toContain(line)
    for (const amount of [
      '0.000277777777777777 PT × 1 GPU × 3601 s',
      '1.000277777777774977 PT',
      '0.002500694444444445 PT',
      '0.000000000000000007 PT',
    ])
      expect(text).toContain(amount)
    expect(text[text.indexOf('Total, paid') + 1]).toBe('1.002778 PT')
    expect(text[text.lastIndexOf('Total, paid') + 1]).toBe('1.002778472222219429 PT')
    expect(text).toContain(bytesOf('closed'))
    expect(text.some((line) => line.startsWith('Used 2027-01-15 08:00:10 UTC to '))).toBe(true)
  })

  test('is issued again with corrected details, names the former number, and leaves the former invoice unchanged', async () => {
    const before = Buffer.from(await renter.openInvoice({ leaseId: '7', number: '1' }))
    await renter.putBilling({ ...details, name: 'Right name' })
    const second = await renter.issueInvoice('7')
    expect(second).toMatchObject({ number: '2', replaces: '1', billedTo: { name: 'Right name' } })
    expect((await textOf('2')).text).toEqual(expect.arrayContaining(['Right name', 'Replaces invoice 00000001']))
    expect(Buffer.from(await renter.openInvoice({ leaseId: '7', number: '1' })).equals(before)).toBe(true)
    expect((await renter.issueInvoice('7')).number).toBe('2')
    await expect(api.services.db.query("update invoices set facts = '{}'", [])).rejects.toThrow(/permission denied/)
  })

  test('is in the language that is asked for, or that of the account’s pages, and keeps it', async () => {
    await renter.putBilling({ ...details, name: '北京示例有限公司' })
    await renter.saveSettings({ language: 'zh', zone: null, clock: null, currency: null, theme: null })
    expect(await renter.issueInvoice('7')).toMatchObject({ number: '3', replaces: '2', language: 'zh' })
    expect(await renter.issueInvoice('7', { language: 'en' })).toMatchObject({ number: '3', language: 'zh' })
    const { text, title, brought } = await textOf('3')
    expect(title).toBe('账单（非增值税发票）00000003')
    const lines = ['账单（非增值税发票）00000003', '取代账单 00000002', '北京示例有限公司', `税号 ${details.taxId}`, '市场手续费，0.25%', '代发费']
    expect(text).toEqual(expect.arrayContaining(lines))
    expect(text[text.indexOf('合计，已支付') + 1]).toBe('1.002778 PT')
    expect(text[text.lastIndexOf('合计，已支付') + 1]).toBe('1.002778472222219429 PT')
    expect(text.some((line) => line.includes('?'))).toBe(false)
    const chinese = [...text.join('')].filter((sign) => /[\p{Script=Han}，：]/u.test(sign))
    expect(chinese.filter((sign) => !brought.has(sign))).toEqual([])
    await renter.putBilling({ ...details, name: 'Right name' })
    expect(await renter.issueInvoice('7', { language: 'en' })).toMatchObject({ number: '4', language: 'en' })
    expect((await textOf('4')).text).toContain('Replaces invoice 00000003')
    await expect(renter.issueInvoice('7', { language: 'fr' as never })).rejects.toMatchObject({ status: 400, code: 'api.invalid_field' })
  })

  test('is only for the holder of the lease, after the last block is final', async () => {
    await provider.putBilling(details)
    await expect(provider.issueInvoice('7')).rejects.toMatchObject({ status: 403, code: 'lease.not_holder' })
    await expect(provider.openInvoice({ leaseId: '7', number: '1' })).rejects.toMatchObject({ status: 404, code: 'lease.invoice_unknown' })
    expect(await provider.listInvoices('7')).toEqual({ items: [], hasSeller: false })
    await expect(renter.openInvoice({ leaseId: '8', number: '1' })).rejects.toMatchObject({ code: 'lease.invoice_unknown' })
    const stranger = await api.signedIn(api.accounts.stranger)
    await expect(stranger.issueInvoice('7')).rejects.toMatchObject({ status: 403 })
    await expect(renter.issueInvoice('8')).rejects.toMatchObject({ status: 409, code: 'lease.not_closed' })
    await expect(renter.issueInvoice('9')).rejects.toMatchObject({ status: 409, code: 'lease.not_closed' })
    await expect(renter.issueInvoice('77')).rejects.toMatchObject({ status: 404, code: 'lease.unknown' })
  })

  test('has the legal data and the tax of the provider, and the total in a currency at the dated rate', async () => {
    expect(await provider.getSeller()).toEqual({ seller: null })
    expect(await provider.putSeller({ ...seller, address: ' Weg 2\n\n10115 Berlin ' })).toEqual({ seller })
    expect(await renter.listInvoices('7')).toMatchObject({ hasSeller: true })
    const issued = await renter.issueInvoice('7', { language: 'en', currency: 'EUR' })
    const tax = pay - (pay * 20_000n + 11_900n) / 23_800n
    expect(issued).toMatchObject({
      ...{ number: '5', replaces: '4', soldBy: { name: 'GPU Werk GmbH', taxNumber: 'DE 99' } },
      tax: { name: 'USt', rateBps: 1_900, amount: tax.toString() },
      currency: { code: 'EUR', perPt: '0.8612', source: 'the desk', asOf: '2026-11-20', total: '0.86', tax: '0.14' },
    })
    const { text } = await textOf('5')
    for (const line of ['GPU Werk GmbH', '10115 Berlin', 'Tax id DE 99', 'USt 19 % in the price of the lease', 'Total in EUR', '0.86 EUR'])
      expect(text).toContain(line)
    expect(text).toContain('1 PT = 0.8612 EUR, rate of 2026-11-20: the desk')
    expect((await renter.issueInvoice('7')).number).toBe('5')
    await expect(renter.issueInvoice('7', { currency: 'XYZ' })).rejects.toMatchObject({ status: 400, code: 'api.invalid_field' })
  })

  test('has the reason for no tax that the provider enters, and is replaced when the legal data change', async () => {
    await provider.putSeller({ ...seller, taxRateBps: null, taxName: '', noTaxReason: 'Small business, § 19 UStG' })
    expect(await renter.issueInvoice('7', { language: 'en' })).toMatchObject({
      number: '6',
      replaces: '5',
      tax: null,
      currency: { code: 'EUR', tax: null },
    })
    expect((await textOf('6')).text).toContain('No tax: Small business, § 19 UStG')
    await provider.deleteSeller()
    expect(await provider.getSeller()).toEqual({ seller: null })
    expect((await textOf('6')).text).toContain('GPU Werk GmbH')
  })

  test.each([
    ['a rate without a name', { ...seller, taxName: ' ' }],
    ['a rate and a reason for no tax', { ...seller, noTaxReason: 'none' }],
    ['neither a rate nor a reason', { ...seller, taxRateBps: null }],
    ['a rate over 100 %', { ...seller, taxRateBps: 10_001 }],
    ['signs that an invoice cannot show', { ...seller, name: 'emoji 🧾' }],
    ['nine lines of address', { ...seller, address: `${'a\n'.repeat(8)}a` }],
  ])('takes no legal data with %s', async (_what, body) => {
    await expect(provider.putSeller(body)).rejects.toMatchObject({ status: 400, code: 'api.invalid_field' })
  })

  test('goes with the account, in its export and when it is deleted, and its number is never given again', async () => {
    const kept = await renter.exportAccount()
    expect(kept.billing).toEqual([expect.objectContaining({ name: 'Right name' })])
    expect(kept.invoices).toMatchObject([
      { number: '1' },
      { number: '2', replaces: '1' },
      { number: '3' },
      { number: '4', replaces: '3', facts: { billedTo: { name: 'Right name' } } },
      { number: '5', replaces: '4' },
      { number: '6', replaces: '5' },
    ])
    await api.owner.query("update leases set state = 'closed' where lease_id = 9", [])
    expect((await renter.deleteAccount()).deleted).toMatchObject({ billing: 1, invoices: 6, seller: 0 })
    const again = await api.signedIn(api.accounts.renter)
    expect(await again.getBilling()).toEqual({ billing: null })
    await again.putBilling(details)
    expect(await again.issueInvoice('7')).toMatchObject({ number: '7', replaces: null })
  })
})
