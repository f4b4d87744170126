import type { Refusal } from '@infinitio/domain'
import type { InvoiceWire } from '@infinitio/domain/wire'
import { isDrawable } from './pdfFonts.ts'

/** The languages that an invoice can be in. */
export type InvoiceLanguage = InvoiceWire['language']

/** The words of an invoice in each language, except the lease's data and the names of fees. Amounts, numbers and times look the same in all languages. */
export const invoiceTexts = {
  en: {
    tag: 'en',
    invoice: (number: string) => `Invoice ${number}`,
    replaces: (number: string) => `Replaces invoice ${number}`,
    issued: (time: string) => `Issued ${time}`,
    supplied: (start: string, end: string) => `Used ${start} to ${end}`,
    noticeUntil: (end: string) => `Notice billed until ${end}`,
    simulated: 'Simulated machine, play money: this is no real invoice.',
    playMoney: 'Development chain, play money: this is no real invoice.',
    soldBy: 'Seller',
    noSeller: 'The provider has entered no legal details.',
    billedTo: 'Customer',
    taxId: (id: string) => `Tax id ${id}`,
    description: 'Description',
    quantity: 'Quantity',
    unitPrice: 'Price per GPU-h',
    amount: 'Amount',
    lease: (id: string, what: string) => `Lease ${id}: ${what}`,
    machine: (name: string) => `Machine ${name}`,
    net: 'Lease without tax',
    tax: (name: string) => `${name} in the price of the lease`,
    noTax: (reason: string) => `No tax: ${reason}`,
    allFees: 'Fees of the market',
    total: 'Total, paid',
    totalIn: (code: string) => `Total in ${code}`,
    rate: (rate: string, day: string, source: string) => `1 PT = ${rate}, rate of ${day}: ${source}`,
    compensation: 'Paid to you as compensation, not in the total',
    renterWallet: 'Wallet of the customer',
    providerWallet: 'Wallet of the seller',
    contract: (chain: number) => `Contract that was paid, chain ${chain}`,
    closedTx: 'Transaction that closed the lease',
    exact: (block: number) => `Amounts are rounded to 0.000001 PT. Below are the exact amounts of the contract, closed in block ${block}:`,
  },
  zh: {
    tag: 'zh-Hans',
    invoice: (number: string) => `账单（非增值税发票）${number}`,
    replaces: (number: string) => `取代账单 ${number}`,
    issued: (time: string) => `开具时间 ${time}`,
    supplied: (start: string, end: string) => `使用时间 ${start} 至 ${end}`,
    noticeUntil: (end: string) => `通知期计费至 ${end}`,
    simulated: '模拟机器，虚拟资金：这不是真实账单。',
    playMoney: '开发链，虚拟资金：这不是真实账单。',
    soldBy: '销售方',
    noSeller: '提供方没有填写法定信息。',
    billedTo: '购买方',
    taxId: (id: string) => `税号 ${id}`,
    description: '项目',
    quantity: '数量',
    unitPrice: '每 GPU 小时单价',
    amount: '金额',
    lease: (id: string, what: string) => `租约 ${id}：${what}`,
    machine: (name: string) => `机器 ${name}`,
    net: '租约不含税金额',
    tax: (name: string) => `租约价格中所含 ${name}`,
    noTax: (reason: string) => `不计税：${reason}`,
    allFees: '市场费用',
    total: '合计，已支付',
    totalIn: (code: string) => `以 ${code} 计的合计`,
    rate: (rate: string, day: string, source: string) => `1 PT = ${rate}，${day} 的汇率：${source}`,
    compensation: '作为赔偿支付给你，不计入合计',
    renterWallet: '购买方钱包',
    providerWallet: '销售方钱包',
    contract: (chain: number) => `收款合约，链 ${chain}`,
    closedTx: '关闭租约的交易',
    exact: (block: number) => `金额四舍五入到 0.000001 PT。以下是合约的精确金额，关闭于区块 ${block}：`,
  },
} as const satisfies Record<InvoiceLanguage, Readonly<Record<string, string | ((...facts: never[]) => string)>>>

const mostAddressLines = 8

/**
 * Returns the refusal `api.invalid_field` for the first text that an invoice cannot show; the refusal's detail names the field of this text. Returns null if an
 * invoice can show all texts.
 */
export function notDrawable(texts: { readonly address: string } & Readonly<Record<string, string>>): Refusal | null {
  if (texts.address.split('\n').length > mostAddressLines)
    return { rejected: 'api.invalid_field', detail: `body.address: more than ${mostAddressLines} lines` }
  for (const [field, text] of Object.entries(texts))
    if (!text.split('\n').every(isDrawable)) return { rejected: 'api.invalid_field', detail: `body.${field}: signs that an invoice cannot show` }
  return null
}

/** Returns a text without empty lines, and without space around its lines. */
export function trimmedLines(text: string): string {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .join('\n')
}
