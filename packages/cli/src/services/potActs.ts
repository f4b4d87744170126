import { refusal } from '@infinitio/sdk'
import { address, unixSeconds } from '@infinitio/sdk/services'
import { utcText } from '../terminal/texts.ts'
import { durationOf, keyAddress } from '../terminal/typedValues.ts'
import { amountOf, type AssetOptions, assetText, openLedger } from './openLedger.ts'

/** Options of `infinitio services allow`. */
export type AllowOptions = AssetOptions & { readonly total: string; readonly perDay: string; readonly perChannel: string; readonly for: string }

/** The ledger stores allowances in units of 0.000001 of an asset. One such unit has this number of base units. */
const unit = 10n ** 12n

/**
 * Deposits an amount of the wallet into its pot, its balance in the service ledger. Throws `account.insufficient_tokens`. Like every function here, it throws
 * the codes of `OpenLedger.act`.
 */
export async function depositToPot(text: string, { asset, ...options }: AssetOptions): Promise<void> {
  const amount = amountOf(text)
  const { ledger, account, act } = await openLedger(options)
  const held = await ledger.inWallet(account, asset)
  if (held < amount) throw refusal('account.insufficient_tokens', { detail: `the wallet has ${assetText(held, asset)}` })
  const costs = [['From the wallet into your pot', assetText(amount, asset)]] as const
  await act([{ kind: 'deposit', asset, amount }], { costs, done: `${assetText(amount, asset)} are in your pot`, value: { deposited: `${amount}` } })
}

/** Withdraws an amount of the pot (the wallet's balance in the service ledger) to the wallet. Throws `service.pot_too_low`. */
export async function withdrawFromPot(text: string, { asset, ...options }: AssetOptions): Promise<void> {
  const amount = amountOf(text)
  const { ledger, account, act } = await openLedger(options)
  const { free } = await ledger.potOf(account, asset)
  if (free < amount) throw refusal('service.pot_too_low', { detail: `your pot has ${assetText(free, asset)}` })
  const costs = [['From your pot to the wallet', assetText(amount, asset)]] as const
  await act([{ kind: 'withdraw', asset, amount }], {
    costs,
    done: `${assetText(amount, asset)} are in your wallet`,
    value: { withdrawn: `${amount}` },
  })
}

/** Lets a key move amounts from the wallet's pot (its balance in the service ledger) into payment channels of that key, within limits. */
export async function allowKey(text: string, { asset, total, perDay, perChannel, for: span, ...options }: AllowOptions): Promise<void> {
  const key = address(keyAddress(text))
  const limits = { left: unitsOf(total, '--total'), dayCap: unitsOf(perDay, '--per-day'), unsettled: unitsOf(perChannel, '--per-channel') }
  const { ledger, act } = await openLedger(options)
  const until = (await ledger.now()) + durationOf(span, '--for')
  const costs = [
    ['Key', key],
    ['Moves in all, at most', assetText(limits.left * unit, asset)],
    ['A day, at most', assetText(limits.dayCap * unit, asset)],
    ['Held by one channel, at most', assetText(limits.unsettled * unit, asset)],
    ['Until', `${utcText(until)} UTC`],
  ] as const
  await act([{ kind: 'allow', asset, key, ...limits, until: unixSeconds(BigInt(until)) }], { costs, done: 'The key may fund its channels' })
}

/** Ends the right of a key to move amounts from the wallet's pot, its balance in the service ledger. */
export async function revokeKey(text: string, { asset, ...options }: AssetOptions): Promise<void> {
  const key = address(keyAddress(text))
  const { act } = await openLedger(options)
  const nothing = { left: 0n, dayCap: 0n, unsettled: 0n, until: unixSeconds(0n) }
  await act([{ kind: 'allow', asset, key, ...nothing }], { costs: [['Key', key]], done: 'The key moves nothing more out of your pot' })
}

/**
 * Fees of the ledger collect in the pot of an account (its balance in the service ledger). This sends them to the receiver of fees. Throws
 * `service.call_invalid` if there are none.
 */
export async function sweepPot(text: string | undefined, { asset, ...options }: AssetOptions): Promise<void> {
  const { ledger, account: own, act } = await openLedger(options)
  const account = text === undefined ? own : address(keyAddress(text))
  const { fees } = await ledger.potOf(account, asset)
  if (fees === 0n) throw refusal('service.call_invalid', { detail: `no fees wait in the pot of ${account}` })
  const costs = [['Fees that wait, to their receiver', assetText(fees, asset)]] as const
  await act([{ kind: 'sweep', asset, account }], { costs, done: `${assetText(fees, asset)} were sent on`, value: { swept: `${fees}` } })
}

function unitsOf(text: string, option: string): bigint {
  const units = amountOf(text)
  if (units % unit !== 0n || units / unit >= 2n ** 48n) throw refusal('api.invalid_field', { detail: `${option} ${text} has at most 6 decimals` })
  return units / unit
}
