import { randomBytes } from 'node:crypto'
import { refusal } from '@infinitio/sdk'
import { address, bps, hex32, zeroAddress } from '@infinitio/sdk/services'
import { readTerms, type ServiceTerms, termsBytes, usualStep } from '@infinitio/services'
import { toHex } from 'viem'
import { utcText } from '../terminal/texts.ts'
import { durationOf, keyAddress } from '../terminal/typedValues.ts'
import type { MoneyOptions } from '../wallet/moveMoney.ts'
import { type GrantOptions, royaltyOf } from './grantOption.ts'
import { amountOf, assetText, openLedger, outOfPot, serviceOf } from './openLedger.ts'
import { statedFactsOf, statedLines, type StatedOptions } from './statedFacts.ts'

/** Options of commands that publish the terms (prices and limits) of a service. */
export type TermsOptions = MoneyOptions & {
  readonly model: string
  readonly serviceUrl: string
  readonly contact: string
  readonly price: string
  readonly cachedPrice?: string
  readonly responseKey: string
  readonly boxKey?: string
  readonly leastDeposit: string
} & StatedOptions
/** Options of `infinitio services register`. */
export type RegisterOptions = TermsOptions & GrantOptions & { readonly lock: string; readonly operator?: string }

/**
 * Registers a service of the wallet. Throws `api.invalid_field` for terms that clients could not read, and `service.grant_invalid`. Like every function here,
 * it throws the codes of `OpenLedger.act`.
 */
export async function registerService({ lock, operator: text, ...options }: RegisterOptions): Promise<void> {
  const terms = termsOf(options)
  const lockSeconds = durationOf(lock, '--lock')
  const { ledger, account, chainId, directory, access, act } = await openLedger(options)
  const granted = await royaltyOf(options, access, { chainId, ledger: ledger.ledger, directory, payee: account })
  const { grant, ...royalty } = granted?.royalty ?? { royaltyTo: zeroAddress, royaltyBps: bps(0n), grant: undefined }
  const operator = text === undefined ? zeroAddress : address(keyAddress(text))
  const salt = hex32(`0x${randomBytes(32).toString('hex')}`)
  const facts = { payee: account, ...royalty, lockSeconds, salt }
  const move = { kind: 'register', facts, operator: address(operator), terms: toHex(termsBytes(terms)) } as const
  await act([grant === undefined ? move : { ...move, grant }], {
    costs: [['Paid to', account], ...linesOf(terms), ['Lock after an exit', `${lockSeconds / 3_600} h`], ...(granted?.costs ?? [])],
    done: 'The service is registered: infinitio services list',
  })
}

/** Publishes new terms (prices and limits) of a service. Throws `service.unknown`. */
export async function setTerms(id: string, options: TermsOptions): Promise<void> {
  const service = serviceOf(id)
  const terms = termsOf(options)
  const { ledger, account, act } = await openLedger(options)
  const { payee, operator } = await ledger.serviceOf(service)
  if (account !== operator) checkPayee(account, payee)
  await act([{ kind: 'terms', service, terms: toHex(termsBytes(terms)) }], { costs: linesOf(terms), done: 'The new terms are published' })
}

/**
 * Changes the operator of a service: the key that may sign settlements and terms in addition to the payee. With `none`, only the payee may. Throws
 * `service.unknown`.
 */
export async function setOperator(id: string, { operator: text, ...options }: MoneyOptions & { operator: string }): Promise<void> {
  const service = serviceOf(id)
  const operator = address(text === 'none' ? zeroAddress : keyAddress(text))
  const { ledger, account, act } = await openLedger(options)
  checkPayee(account, (await ledger.serviceOf(service)).payee)
  await act([{ kind: 'operator', service, operator }], { costs: [['Operator', text]], done: 'The operator is set' })
}

/**
 * Moves an amount into the bond of a service: first out of the wallet's pot (its balance in the service ledger), then out of the wallet. Throws
 * `service.unknown`, `service.bond_leaving`.
 */
export async function bondService(id: string, { amount: text, ...options }: MoneyOptions & { amount: string }): Promise<void> {
  const [service, amount] = [serviceOf(id), amountOf(text)]
  const opened = await openLedger(options)
  const { payee, bond, outAt } = await opened.ledger.serviceOf(service)
  // Check this before the deposit. Otherwise the ledger could accept the deposit and then refuse the bond.
  checkPayee(opened.account, payee)
  if (outAt !== 0) throw refusal('service.bond_leaving', { detail: `until ${utcText(outAt)} UTC` })
  const { moves, costs } = await outOfPot(opened, { asset: 'PToken', amount })
  await opened.act([...moves, { kind: 'bond', service, amount }], {
    costs: [...costs, ['Bond then', assetText(bond + amount, 'PToken')]],
    done: `The bond is ${assetText(bond + amount, 'PToken')}`,
    value: { bond: `${bond + amount}` },
  })
}

/** Begins to withdraw the whole bond of a service. The bond is paid out only after a waiting time. Throws `service.unknown`. */
export async function unbondService(id: string, options: MoneyOptions): Promise<void> {
  const service = serviceOf(id)
  const { ledger, account, act } = await openLedger(options)
  const { payee, bond } = await ledger.serviceOf(service)
  checkPayee(account, payee)
  const costs = [['Leaves in 14 days, 21 if a finding comes', assetText(bond, 'PToken')]] as const
  await act([{ kind: 'unbond', service }], { costs, done: `The bond leaves: infinitio services collect ${service}`, value: { leaving: `${bond}` } })
}

/**
 * Pays a withdrawn bond of a service, after its waiting time, into the pot (ledger balance) of the service's payee. Throws `service.bond_stays`,
 * `service.bond_leaving`.
 */
export async function collectBond(id: string, options: MoneyOptions): Promise<void> {
  const service = serviceOf(id)
  const { ledger, act } = await openLedger(options)
  const { bond, outAt } = await ledger.serviceOf(service)
  if (outAt === 0) throw refusal('service.bond_stays', { detail: `infinitio services unbond ${service}` })
  if ((await ledger.now()) < outAt) throw refusal('service.bond_leaving', { detail: `until ${utcText(outAt)} UTC` })
  const costs = [['From the bond into the pot of its payee', assetText(bond, 'PToken')]] as const
  await act([{ kind: 'collect', service }], { costs, done: `${assetText(bond, 'PToken')} are in the pot`, value: { collected: `${bond}` } })
}

function termsOf(options: TermsOptions): ServiceTerms {
  const [input = '', output = ''] = options.price.split('/')
  const terms: ServiceTerms = {
    ...{ version: 1, kind: 'chat', asset: 'PToken', model: options.model, url: options.serviceUrl, contact: options.contact },
    ...{ inputPrice: amountOf(input), cachedPrice: amountOf(options.cachedPrice ?? input), outputPrice: amountOf(output) },
    ...{ step: usualStep, leastDeposit: amountOf(options.leastDeposit), responseKey: address(keyAddress(options.responseKey)) },
    ...(options.boxKey === undefined ? {} : { boxKey: boxKeyOf(options.boxKey) }),
    ...statedFactsOf(options),
  }
  if (!URL.canParse(options.serviceUrl)) throw refusal('api.invalid_field', { detail: `--service-url ${options.serviceUrl}` })
  if (readTerms(termsBytes(terms)) === null) throw refusal('api.invalid_field', { detail: 'a text of the terms has more than 500 characters' })
  return terms
}

/** Returns the box key (X25519 public key) that a user typed. Throws `api.invalid_field` for another text. */
function boxKeyOf(text: string): ReturnType<typeof hex32> {
  const key = text.toLowerCase()
  if (!/^0x[0-9a-f]{64}$/.test(key) || BigInt(key) === 0n) throw refusal('api.invalid_field', { detail: `--box-key ${text}: 0x and 64 hex digits` })
  return hex32(key)
}

function linesOf({ model, url, inputPrice, cachedPrice, outputPrice, leastDeposit, boxKey, ...stated }: ServiceTerms): (readonly [string, string])[] {
  return [
    ['Model', model],
    ['Answers at', url],
    ['A million input tokens', assetText(inputPrice, 'PToken')],
    ['A million cached input tokens', assetText(cachedPrice, 'PToken')],
    ['A million output tokens', assetText(outputPrice, 'PToken')],
    ['Smallest channel', assetText(leastDeposit, 'PToken')],
    ['Prompts', boxKey === undefined ? 'not encrypted' : `encrypted to ${boxKey}`],
    ...statedLines(stated),
  ]
}

function checkPayee(account: string, payee: string): void {
  if (account !== payee) throw refusal('service.not_payee', { detail: `the payee is ${payee}` })
}
