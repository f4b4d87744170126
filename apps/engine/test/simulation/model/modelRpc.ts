import { directoryAbi, directoryNames, errorsAbi, leaseTokenAbi, marketAbi, nameKey, pTokenAbi } from '@infinitio/chain'
import { leaseId as toLeaseId, leaseTermsHash } from '@infinitio/domain'
import { leaseTermsFromChain } from '@infinitio/chain'
import { encodeErrorResult, encodeFunctionResult, type Hex, keccak256, parseTransaction, toHex } from 'viem'
import { callDecoder } from './callDecoder.ts'
import { calendarWordOf } from './modelCalendar.ts'
import type { MarketState } from './marketState.ts'
import type { MinedTransaction, ModelBlock, ModelChain, PendingBlock } from './modelChain.ts'
import { receiptFields } from './modelHeader.ts'
import type { Refused } from './refused.ts'

/** An error in the format of a chain node. */
export class RpcFailure extends Error {
  override name = 'RpcFailure'
  readonly code: number
  readonly data: Hex | undefined

  constructor({ code, message, data }: { code: number; message: string; data?: Hex }) {
    super(message)
    this.code = code
    this.data = data
  }
}

/** One JSON-RPC call. `lag` is the number of blocks by which the answering chain node is behind. `now` is the time of the pending block in seconds. */
export type RpcQuestion = { method: string; params: readonly unknown[]; lag: number; now: number }

type Ask = { chain: ModelChain; question: RpcQuestion; senderOf: (raw: Hex) => string }
type CallFields = { from?: string; to: string; data?: Hex }

const decodeDirectoryCall = callDecoder(directoryAbi)
const decodeTokenCall = callDecoder(pTokenAbi)
const decodeMarketCall = callDecoder(marketAbi)
const decodeLeaseTokenCall = callDecoder(leaseTokenAbi)
const PRIORITY_FEE = 1_000_000_000n
const NATIVE_BALANCE = 10n ** 21n
const STATE_CODES = { booked: 1, active: 2, ended: 3 } as const
const TOKENISED = 0x80

/** Answers a call with data of the model, as a chain node would. Throws `RpcFailure` for calls that a node would refuse and for unknown methods. */
export function answerRpc({ chain, question, senderOf }: Ask): unknown {
  const { method, params, lag, now } = question
  const seen = chain.blocks.slice(0, Math.max(1, chain.blocks.length - lag))
  const blockAt = (tag: unknown): ModelBlock | PendingBlock | undefined => {
    if (tag === 'latest') return seen.at(-1)
    if (tag === 'pending') return lag === 0 ? chain.pending(now) : seen.at(-1)
    return seen.find(({ number }) => number === BigInt(tag as string))
  }
  switch (method) {
    case 'eth_chainId':
      return toHex(chain.chainId)
    case 'eth_blockNumber':
      return toHex((seen.at(-1) as ModelBlock).number)
    case 'eth_getBlockByNumber':
      return blockFields(blockAt(params[0]))
    case 'eth_getBlockByHash':
      return blockFields(seen.find(({ hash }) => hash === params[0]))
    case 'eth_getLogs':
      return logsOf(seen, params[0] as LogFilter)
    case 'eth_getBlockReceipts': {
      const block = blockAt(params[0])
      return block === undefined || !('header' in block) ? null : block.mined.map((one, place) => receiptIn(block, one, place))
    }
    case 'eth_getTransactionReceipt':
      return receiptOf(seen, params[0] as Hex)
    case 'eth_getTransactionByHash':
      return transactionOf(chain, seen, params[0] as Hex)
    case 'eth_getTransactionCount':
      return toHex(blockAt(params[1] ?? 'latest')?.nonces.get((params[0] as string).toLowerCase()) ?? 0)
    case 'eth_getBalance':
      return toHex(NATIVE_BALANCE)
    case 'eth_maxPriorityFeePerGas':
      return toHex(PRIORITY_FEE)
    case 'eth_gasPrice':
      return toHex((seen.at(-1) as ModelBlock).baseFee + PRIORITY_FEE)
    case 'eth_estimateGas':
      return estimate(chain, stateAt(blockAt(params[1] ?? 'latest')), params[0] as CallFields)
    case 'eth_call':
      return callView(chain, blockAt(params[1] ?? 'latest'), params[0] as CallFields)
    case 'eth_sendRawTransaction':
      return send(chain, params[0] as Hex, senderOf)
    default:
      throw new RpcFailure({ code: -32_601, message: `the model does not know ${method}` })
  }
}

/** Returns the block, or throws if this node does not have it. A node that is behind lacks the newest blocks. */
function stateAt(block: ModelBlock | PendingBlock | undefined): ModelBlock {
  if (block === undefined) throw new RpcFailure({ code: -32_000, message: 'header not found' })
  return block as ModelBlock
}

function blockFields(block: ModelBlock | PendingBlock | undefined) {
  if (block === undefined) return null
  if ('header' in block) return block.header
  const { number, parentHash, timestamp, baseFee, mined } = block
  const fixed = { gasLimit: toHex(30_000_000), gasUsed: '0x0', size: '0x0', difficulty: '0x0', nonce: null, uncles: [], hash: null }
  const transactions = mined.map((one) => one.hash)
  return { ...fixed, number: toHex(number), parentHash, timestamp: toHex(timestamp), baseFeePerGas: toHex(baseFee), transactions }
}

type LogFilter = { address?: string | string[]; fromBlock?: string; toBlock?: string; blockHash?: string }

function logsOf(seen: readonly ModelBlock[], { address, fromBlock, toBlock, blockHash }: LogFilter) {
  const wanted = new Set([address ?? []].flat().map((one) => one.toLowerCase()))
  const head = (seen.at(-1) as ModelBlock).number
  const from = fromBlock === undefined ? 0n : BigInt(fromBlock)
  const to = toBlock === undefined || toBlock === 'latest' ? head : BigInt(toBlock)
  if (blockHash !== undefined && !seen.some(({ hash }) => hash === blockHash)) throw new RpcFailure({ code: -32_000, message: 'unknown block' })
  const blocks = seen.filter(({ number, hash }) => (blockHash === undefined ? number >= from && number <= to : hash === blockHash))
  return blocks.flatMap((block) => logFields(block).filter((log) => wanted.size === 0 || wanted.has(log.address)))
}

function logFields(block: ModelBlock) {
  let place = -1
  return block.mined.flatMap(({ hash, logs }, transactionIndex) =>
    logs.map(({ address, topics, data }) => {
      place += 1
      const at = { blockNumber: toHex(block.number), blockHash: block.hash, logIndex: toHex(place), transactionIndex: toHex(transactionIndex) }
      return { address, topics, data, ...at, transactionHash: hash, removed: false }
    }),
  )
}

function findMined(seen: readonly ModelBlock[], hash: Hex): { block: ModelBlock; transaction: MinedTransaction; place: number } | null {
  for (const block of seen) {
    const place = block.mined.findIndex((one) => one.hash === hash)
    const transaction = block.mined[place]
    if (transaction !== undefined) return { block, transaction, place }
  }
  return null
}

function receiptOf(seen: readonly ModelBlock[], hash: Hex) {
  const found = findMined(seen, hash)
  if (found === null) return null
  const { block, transaction, place } = found
  return receiptIn(block, transaction, place)
}

function receiptIn(block: ModelBlock, transaction: MinedTransaction, place: number) {
  const own = new Set(logFields(block).filter((log) => log.transactionHash === transaction.hash))
  return {
    ...receiptFields(transaction, place),
    logs: [...own],
    ...{ transactionHash: transaction.hash, transactionIndex: toHex(place), blockHash: block.hash, blockNumber: toHex(block.number) },
    ...{ from: transaction.from, to: transaction.to, contractAddress: null, gasUsed: toHex(21_000), effectiveGasPrice: toHex(block.baseFee) },
  }
}

function transactionOf(chain: ModelChain, seen: readonly ModelBlock[], hash: Hex) {
  const found = findMined(seen, hash)
  const transaction = found?.transaction ?? chain.pool.get(hash)
  if (transaction === undefined) return null
  const at = { blockHash: found?.block.hash ?? null, blockNumber: found === null ? null : toHex(found.block.number), transactionIndex: null }
  const { from, to, nonce, data, maxFeePerGas, maxPriorityFeePerGas } = transaction
  const fees = { gasPrice: toHex(maxFeePerGas), maxFeePerGas: toHex(maxFeePerGas), maxPriorityFeePerGas: toHex(maxPriorityFeePerGas) }
  return { hash, from, to, nonce: toHex(nonce), input: data, value: '0x0', gas: '0x5208', type: '0x2', chainId: toHex(chain.chainId), ...fees, ...at }
}

function estimate(chain: ModelChain, at: ModelBlock, { from, to, data }: CallFields): Hex {
  const { refusal } = chain.run(at.state, { from: (from ?? '').toLowerCase(), to: to.toLowerCase(), data: data ?? '0x', now: at.timestamp })
  if (refusal === null) return toHex(200_000)
  throw new RpcFailure({ code: 3, message: `execution reverted: ${refusal.message}`, data: revertData(refusal) })
}

/** Returns the bytes with which the contract would revert. The model's error values already have the types of the ABI. */
function revertData({ errorName, args }: Refused): Hex {
  return encodeErrorResult({ abi: errorsAbi, errorName, args } as never)
}

function send(chain: ModelChain, raw: Hex, senderOf: (raw: Hex) => string): Hex {
  const { nonce, to, data, maxFeePerGas, maxPriorityFeePerGas } = parseTransaction(raw)
  const fees = { maxFeePerGas: maxFeePerGas ?? 0n, maxPriorityFeePerGas: maxPriorityFeePerGas ?? 0n }
  const hash = keccak256(raw)
  const answer = chain.send({ hash, from: senderOf(raw), nonce: nonce ?? 0, to: (to ?? '').toLowerCase(), data: data ?? '0x', ...fees })
  if (answer !== 'sent') throw new RpcFailure({ code: -32_000, message: answer })
  return hash
}

function callView(chain: ModelChain, at: ModelBlock | PendingBlock | undefined, { to, data }: CallFields): Hex {
  if (at === undefined) throw new RpcFailure({ code: -32_000, message: 'header not found' })
  const { addresses } = chain
  const target = to.toLowerCase()
  if (target === addresses.directory) return directoryView(chain, at.state, data ?? '0x')
  if (target === addresses.pToken) return pTokenView(at.state, data ?? '0x')
  if (target === addresses.market) return marketView(at.state, data ?? '0x')
  if (target === addresses.leaseToken) return leaseTokenView(at.state, data ?? '0x')
  throw new RpcFailure({ code: 3, message: `the model has no contract ${to}` })
}

function directoryView({ addresses }: ModelChain, state: MarketState, data: Hex): Hex {
  const { functionName, args } = decodeDirectoryCall(data)
  if (functionName === 'feeBps') return encodeFunctionResult({ abi: directoryAbi, functionName, result: state.feeBps })
  if (functionName === 'engines') return encodeFunctionResult({ abi: directoryAbi, functionName, result: state.engines.has(args[0].toLowerCase()) })
  if (functionName === 'settleContext') {
    const result = [addresses.nodeRegistry as Hex, state.feeBps, state.engines.has(args[0].toLowerCase())] as const
    return encodeFunctionResult({ abi: directoryAbi, functionName, result })
  }
  if (functionName !== 'get') throw new RpcFailure({ code: 3, message: `the model has no view ${functionName}` })
  const key = Object.entries(directoryNames).find(([, name]) => nameKey(name) === args[0])?.[0]
  const known: Record<string, string | undefined> = addresses
  const result = ((key === undefined ? undefined : known[key]) ?? `0x${'0'.repeat(40)}`) as Hex
  return encodeFunctionResult({ abi: directoryAbi, functionName, result })
}

function pTokenView(state: MarketState, data: Hex): Hex {
  const { functionName, args } = decodeTokenCall(data)
  if (functionName !== 'balanceOf') throw new RpcFailure({ code: 3, message: `the model has no view ${functionName}` })
  return encodeFunctionResult({ abi: pTokenAbi, functionName, result: state.tokens.get(args[0].toLowerCase()) ?? 0n })
}

function marketView(state: MarketState, data: Hex): Hex {
  const { functionName, args } = decodeMarketCall(data)
  switch (functionName) {
    case 'account':
      return encodeFunctionResult({
        ...{ abi: marketAbi, functionName },
        result: state.accounts.get(args[0].toLowerCase()) ?? { balance: 0n, fees: 0n, lastTrialAt: 0 },
      })
    case 'floorOf':
      return encodeFunctionResult({ abi: marketAbi, functionName, result: state.floors.get(args[0].toLowerCase()) ?? 0n })
    case 'calendarWord':
      return encodeFunctionResult({ abi: marketAbi, functionName, result: calendarWordOf(state, { node: args[0], index: args[1] }) })
    case 'sessionOf': {
      const [account, key] = args
      const none = { totalLeft: 0n, dayCap: 0n, spentToday: 0n, day: 0, expiry: 0 }
      const result = state.sessions.get(`${account.toLowerCase()}/${key.toLowerCase()}`) ?? none
      return encodeFunctionResult({ abi: marketAbi, functionName, result })
    }
    case 'leaseSlot':
      return encodeFunctionResult({ abi: marketAbi, functionName, result: slotOf(state, args[0]) })
    default:
      throw new RpcFailure({ code: 3, message: `the model has no view ${functionName}` })
  }
}

function leaseTokenView(state: MarketState, data: Hex): Hex {
  const { functionName, args } = decodeLeaseTokenCall(data)
  if (functionName !== 'ownerOf') throw new RpcFailure({ code: 3, message: `the model has no view ${functionName}` })
  const owner = state.leases.get(args[0])?.owner ?? null
  if (owner === null) throw new RpcFailure({ code: 3, message: 'execution reverted: ERC721NonexistentToken' })
  return encodeFunctionResult({ abi: leaseTokenAbi, functionName, result: owner as Hex })
}

function slotOf(state: MarketState, id: bigint) {
  const lease = state.leases.get(id)
  if (lease === undefined) return { termsHash: 0n, status: 0, readyDelay: 0, endOffset: 0, paidSeconds: 0, credit: 0 }
  const { terms, reason, readyDelay, endOffset, paidSeconds, credit } = lease
  const termsHash = leaseTermsHash(toLeaseId(id), leaseTermsFromChain(terms))
  return {
    termsHash,
    status: STATE_CODES[lease.state] | (reason << 4) | (lease.owner === null ? 0 : TOKENISED),
    readyDelay,
    endOffset,
    paidSeconds,
    credit,
  }
}
