import { marketAbi } from '@infinitio/chain'
import { type AbiFunction, type AbiParameter, type ContractFunctionArgs, type Hex, hexToBigInt, size, slice } from 'viem'
import { demand } from './refused.ts'

type OrderHash = 'hashAsk' | 'hashBid' | 'hashMandate'
type OrderOf<Name extends OrderHash> = ContractFunctionArgs<typeof marketAbi, 'view', Name> extends readonly [infer Order] ? Order : never

/** An unpacked settle item. `mandate` is null if the wallet signed the ask. */
export type ModelSettleItem = {
  readonly ask: OrderOf<'hashAsk'>
  readonly askSignature: Hex
  readonly bid: OrderOf<'hashBid'>
  readonly bidSignature: Hex
  readonly mandate: OrderOf<'hashMandate'> | null
  readonly mandateSignature: Hex
  readonly gpus: number
  readonly start: number
  readonly relayFee: bigint
}

/** viem returns integers of up to this many bits as numbers, and larger ones as bigints. */
const NUMBER_BITS = 48

/** Unpacks an item in the format of the contracts' SettleItemLib. Refuses an item whose parts do not add up to its length. */
export function unpackItem(item: Hex): ModelSettleItem {
  const whole = size(item)
  let at = 0
  const take = (bytes: number): Hex => {
    demand(at + bytes <= whole, 'Market_ItemMalformed', BigInt(whole))
    at += bytes
    return bytes === 0 ? '0x' : slice(item, at - bytes, at)
  }
  const number = (bytes: number): bigint => hexToBigInt(take(bytes))
  const order = (name: OrderHash) => Object.fromEntries(fieldsOf(name).map(({ name: field, type }) => [field, fieldOf(type, take(bytesOf(type)))]))

  const [gpus, start, relayFee] = [Number(number(1)), Number(number(5)), number(12)]
  const [askSignatureSize, bidSignatureSize] = [Number(number(2)), Number(number(2))]
  const ask = order('hashAsk') as OrderOf<'hashAsk'>
  const bid = order('hashBid') as OrderOf<'hashBid'>
  const [askSignature, bidSignature] = [take(askSignatureSize), take(bidSignatureSize)]
  const pair = { ask, askSignature, bid, bidSignature, gpus, start, relayFee }
  if (at === whole) return { ...pair, mandate: null, mandateSignature: '0x' }
  const mandate = order('hashMandate') as OrderOf<'hashMandate'>
  demand(at < whole, 'Market_ItemMalformed', BigInt(whole))
  return { ...pair, mandate, mandateSignature: take(whole - at) }
}

function fieldsOf(name: OrderHash): readonly AbiParameter[] {
  const hash = marketAbi.find((item) => item.type === 'function' && item.name === name) as AbiFunction | undefined
  const [order] = hash?.inputs ?? []
  demand(order !== undefined && 'components' in order, 'the ABI has no such order', name)
  return order.components
}

function bytesOf(type: string): number {
  if (type === 'address') return 20
  if (type === 'bytes32') return 32
  if (type === 'bool') return 1
  return bitsOf(type) / 8
}

function bitsOf(type: string): number {
  return Number(type.slice('uint'.length))
}

function fieldOf(type: string, bytes: Hex): Hex | boolean | number | bigint {
  if (type === 'address' || type === 'bytes32') return bytes
  const value = hexToBigInt(bytes)
  if (type === 'bool') return value !== 0n
  return bitsOf(type) <= NUMBER_BITS ? Number(value) : value
}
