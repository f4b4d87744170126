import type { InvoiceWire } from '@infinitio/domain/wire'

/** The languages that an invoice can be in. */
export type InvoiceLanguage = InvoiceWire['language']

/** What an invoice says besides its facts and fees, in each language. Amounts, numbers and times are the same in all. */
export const invoiceWords = {
  en: {
    tag: 'en',
    invoice: (number: string) => `Invoice ${number}`,
    replaces: (number: string) => `In the place of invoice ${number}`,
    issued: (time: string) => `Issued ${time}`,
    billedTo: 'Billed to',
    taxId: (id: string) => `Tax id ${id}`,
    wallet: (account: string) => `Wallet ${account}`,
    providedBy: 'Provided by',
    machine: (account: string, name: string) => `Wallet ${account}, machine ${name}`,
    paidTo: (contract: string, chain: number) => `Paid to contract ${contract} on chain ${chain}`,
    lease: (id: string, what: string) => `Lease ${id}: ${what}`,
    span: (start: string, end: string, seconds: number) => `${start} to ${end}, ${seconds} seconds billed`,
    total: 'Total, paid',
    compensation: 'Paid to you as compensation, no part of the total',
    exact: (block: number) => `Amounts are those of the contract, exact to the last unit. Closed in block ${block}, transaction`,
  },
  zh: {
    tag: 'zh-Hans',
    invoice: (number: string) => `发票 ${number}`,
    replaces: (number: string) => `取代发票 ${number}`,
    issued: (time: string) => `开具时间 ${time}`,
    billedTo: '付款方',
    taxId: (id: string) => `税号 ${id}`,
    wallet: (account: string) => `钱包 ${account}`,
    providedBy: '提供方',
    machine: (account: string, name: string) => `钱包 ${account}，机器 ${name}`,
    paidTo: (contract: string, chain: number) => `付至链 ${chain} 上的合约 ${contract}`,
    lease: (id: string, what: string) => `租约 ${id}：${what}`,
    span: (start: string, end: string, seconds: number) => `${start} 至 ${end}，计费 ${seconds} 秒`,
    total: '合计，已支付',
    compensation: '作为赔偿支付给你，不计入合计',
    exact: (block: number) => `金额取自合约，精确到最小单位。关闭于区块 ${block}，交易`,
  },
} as const satisfies Record<InvoiceLanguage, Words>

type Words = {
  readonly tag: string
  readonly invoice: (number: string) => string
  readonly replaces: (number: string) => string
  readonly issued: (time: string) => string
  readonly billedTo: string
  readonly taxId: (id: string) => string
  readonly wallet: (account: string) => string
  readonly providedBy: string
  readonly machine: (account: string, name: string) => string
  readonly paidTo: (contract: string, chain: number) => string
  readonly lease: (id: string, what: string) => string
  readonly span: (start: string, end: string, seconds: number) => string
  readonly total: string
  readonly compensation: string
  readonly exact: (block: number) => string
}
