import { parsePt, quoteModel, refusal } from '@infinitio/sdk'
import { parseAddress } from '@infinitio/sdk/exit'
import { type ModelMove, modelMove } from '@infinitio/sdk/governance'
import { stringToHex } from 'viem'
import { gText } from '../govern/gText.ts'
import { openClient, readWalletKey } from '../context/settings.ts'
import { agreed } from '../terminal/ask.ts'
import { type MoneyOptions, ptText } from '../wallet/moveMoney.ts'
import { sendAct } from '../wallet/sendAct.ts'
import { unitsOf } from './showModels.ts'

/** Options of `infinitio model register` and `set`. */
export type SellModelOptions = MoneyOptions & { readonly price: string; readonly payee?: string }

/** Until the payment is mined, the price in G may rise by the price divided by this number, which is 2 %. */
const slackParts = 50n
const network = ['Transactions', '1, which pays the network fee'] as const

/**
 * Pays for units of a model. Throws `api.invalid_field` and `chain.g_rate_missing`. Like every function here, it
 * throws `wallet.not_confirmed` and the errors of `modelMove`.
 */
export async function payModel(
  id: string,
  { units: text, maxG, note, ...options }: MoneyOptions & { units: string; maxG?: string; note: string },
): Promise<void> {
  const units = unitsOf(text)
  const model = await openClient(options).getModel(id)
  const { pTokenAmount, gAmount, rate } = quoteModel(model, units)
  const mostG = maxG === undefined ? gAmount + gAmount / slackParts : parsePt(maxG)
  if (mostG === null || mostG < gAmount)
    throw refusal('api.invalid_field', { detail: `${maxG} G tokens are less than its cost of ${gText(gAmount)}` })
  if (new TextEncoder().encode(note).length > 32) throw refusal('api.invalid_field', { detail: '--note has more than 32 bytes' })
  await agreed(options, [
    ['Model', model.name],
    [`${units} at ${ptText(BigInt(model.pricePerUnit))}`, ptText(pTokenAmount)],
    ['Rate', `${gText(rate)} a PT`],
    [`To ${model.payee}`, gText(gAmount)],
    ['At most', gText(mostG)],
    ['Transactions', 'at most 2, each pays the network fee'],
  ])
  const move = { kind: 'pay', id: BigInt(id), units, mostG, note: stringToHex(note, { size: 32 }) } as const
  await carry(move, options, 'Paid')
}

/** Registers a model with a price per unit and a payee, by default the wallet. */
export async function registerModel(name: string, options: SellModelOptions): Promise<void> {
  const payee = addressOf(options.payee ?? readWalletKey(options).address)
  const pricePerUnit = priceOf(options.price)
  await agreed(options, [['Model', name], ['One unit', ptText(pricePerUnit)], ['Paid to', payee], network])
  await carry({ kind: 'register', name, payee, pricePerUnit }, options, 'Registered')
}

/** Changes the price and the payee of a model. */
export async function setModel(id: string, options: SellModelOptions): Promise<void> {
  const model = await openClient(options).getModel(id)
  const payee = addressOf(options.payee ?? model.payee)
  const pricePerUnit = priceOf(options.price)
  await agreed(options, [['Model', model.name], ['One unit', ptText(pricePerUnit)], ['Paid to', payee], network])
  await carry({ kind: 'set', id: BigInt(id), payee, pricePerUnit }, options, 'Set')
}

async function carry(move: ModelMove, options: MoneyOptions, done: string): Promise<void> {
  await sendAct({ options, done }, (access, sending) => modelMove(access, move, sending))
}

function priceOf(text: string): bigint {
  const price = parsePt(text)
  if (price === null) throw refusal('api.invalid_field', { detail: `--price ${text}` })
  return price
}

function addressOf(text: string) {
  const found = parseAddress(text)
  if (found === null) throw refusal('api.bad_address', { detail: text })
  return found
}
