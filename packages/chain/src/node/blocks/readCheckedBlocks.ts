import { type Address, address, type Hex32, hex32, txHash, unixSeconds } from '@infinitio/domain'
import { type Client, type Hex, MethodNotFoundRpcError, MethodNotSupportedRpcError } from 'viem'
import { decodeLog } from '../../events/decodeLog.ts'
import { ChainContradiction } from './chainContradiction.ts'
import { headerHash, parseRpcHeader, type RpcHeader } from './headerHash.ts'
import { bloomMayHold, bloomOf } from './logsBloom.ts'
import type { ChainBlock } from './readBlock.ts'
import type { ChainLog } from './readLogs.ts'
import { parseRpcLogs, parseRpcReceipts, receiptsRoot, type RpcLog } from './receiptsRoot.ts'

/** A block with the logs of the requested contracts. The block's fields and its logs are both proven by its hash. */
export type CheckedBlock = ChainBlock & { readonly logs: readonly ChainLog[] }

/**
 * Reads the newest block, or the block with a number, and checks that the hash of its fields is the hash that the node states. Returns null if the block does
 * not exist. Throws ChainContradiction for a wrong hash, and viem's errors.
 */
export async function readCheckedBlock(client: Client, at: 'latest' | bigint): Promise<ChainBlock | null> {
  const header = await readHeader(client, at)
  return header === null ? null : blockOf(header)
}

/**
 * Reads the blocks from `from` to `to` (both included), with the logs of `contracts`. Checks that each block is the parent of the next one, and that the logs
 * fit the headers:
 * - The bloom filter in a block's header shows whether the block may have such logs. If it may, this reads every receipt of the block and checks the receipts
 *   root in the header. So no log is missing, added or changed.
 * - If the node does not return receipts, this reads all logs of the block instead, and they must give the bloom filter in the header. The filter does not
 *   cover the data of logs.
 * Throws ChainContradiction for a missing or inconsistent block, UnknownEventError for an unknown event, and viem's errors.
 */
export async function readCheckedBlocks(
  client: Client,
  { from, to, contracts }: { from: bigint; to: bigint; contracts: readonly Address[] },
): Promise<readonly CheckedBlock[]> {
  const numbers = Array.from({ length: Number(to - from) + 1 }, (_, place) => from + BigInt(place))
  const headers = await Promise.all(numbers.map((number) => readHeader(client, number)))
  const found = headers.map((header, place) => {
    if (header === null) throw new ChainContradiction(`block ${numbers[place]} is missing below the head`)
    if (place > 0 && headers[place - 1]?.hash !== header.parentHash) throw new ChainContradiction(`block ${numbers[place]} has another parent`)
    return header
  })
  return Promise.all(found.map(async (header) => ({ ...blockOf(header), logs: await readOwnLogs(client, header, contracts) })))
}

async function readHeader(client: Client, at: 'latest' | bigint): Promise<RpcHeader | null> {
  const block = at === 'latest' ? at : (`0x${at.toString(16)}` as const)
  const answer = await client.request({ method: 'eth_getBlockByNumber', params: [block, false] } as Parameters<typeof client.request>[0])
  if (answer === null) return null
  const header = parseRpcHeader(answer)
  if (at !== 'latest' && BigInt(header.number) !== at) throw new ChainContradiction(`asked for block ${at}, got block ${BigInt(header.number)}`)
  if (headerHash(header) !== header.hash.toLowerCase()) throw new ChainContradiction(`block ${BigInt(header.number)} does not have the hash it names`)
  return header
}

function blockOf({ number, hash, parentHash, timestamp }: RpcHeader): ChainBlock {
  return { number: BigInt(number), hash: hex32(hash), parentHash: hex32(parentHash), timestamp: unixSeconds(BigInt(timestamp)) }
}

async function readOwnLogs(client: Client, header: RpcHeader, contracts: readonly Address[]): Promise<readonly ChainLog[]> {
  if (!contracts.some((contract) => bloomMayHold(header.logsBloom, contract))) return []
  const logs = (await logsByReceipts(client, header)) ?? (await logsByBloom(client, header))
  const blockNumber = BigInt(header.number)
  const blockHash: Hex32 = hex32(header.hash)
  const own: ChainLog[] = []
  for (const [logIndex, log] of logs.entries()) {
    const contract = address(log.address.toLowerCase())
    if (contracts.includes(contract))
      own.push({ blockNumber, blockHash, logIndex, txHash: txHash(log.transactionHash), contract, event: decodeLog(log) })
  }
  return own
}

/** Returns every log of a block in order, proven by the receipts root. Returns null if the node does not return receipts. */
async function logsByReceipts(client: Client, { number, hash, receiptsRoot: root, transactions }: RpcHeader): Promise<readonly RpcLog[] | null> {
  const answer = await askReceipts(client, number)
  if (answer === undefined) return null
  const receipts = parseRpcReceipts(answer)
  const isOfBlock = receipts.length === transactions.length && receipts.every((receipt, place) => receipt.transactionHash === transactions[place])
  if (!isOfBlock || receiptsRoot(receipts) !== root)
    throw new ChainContradiction(`the receipts given for block ${BigInt(number)} (${hash}) are not its own`)
  return receipts.flatMap(({ transactionHash, logs }) => logs.map((log) => ({ ...log, transactionHash })))
}

/** Asks a node for the receipts of a block. Returns undefined if the node does not know the method. */
async function askReceipts(client: Client, number: Hex): Promise<unknown> {
  try {
    return await client.request({ method: 'eth_getBlockReceipts', params: [number] } as unknown as Parameters<typeof client.request>[0])
  } catch (error) {
    if (error instanceof MethodNotFoundRpcError || error instanceof MethodNotSupportedRpcError) return undefined
    throw error
  }
}

/** Returns every log of a block in sequence, proven by its bloom, which covers addresses and topics but not data. */
async function logsByBloom(client: Client, { number, hash, logsBloom }: RpcHeader): Promise<readonly RpcLog[]> {
  const filter = { blockHash: hash }
  const logs = parseRpcLogs(await client.request({ method: 'eth_getLogs', params: [filter] } as Parameters<typeof client.request>[0]))
  const isOfBlock = logs.every((log, place) => log.blockHash === hash && Number(log.logIndex) === place)
  if (!isOfBlock || bloomOf(logs) !== logsBloom.toLowerCase())
    throw new ChainContradiction(`the logs given for block ${BigInt(number)} (${hash}) are not its own`)
  return logs
}
