import { type Address, address, type Hex32, hex32, type TxHash, txHash } from '@infinitio/domain'
import type { Client } from 'viem'
import { getLogs } from 'viem/actions'
import type { ChainEvent } from '../../events/chainEvent.ts'
import { decodeLog } from '../../events/decodeLog.ts'

/** One decoded log and its position on the chain. */
export type ChainLog = {
  readonly blockNumber: bigint
  readonly blockHash: Hex32
  readonly logIndex: number
  readonly txHash: TxHash
  readonly contract: Address
  readonly event: ChainEvent
}

/**
 * A filter for logs. Either one block by its hash, so that the result never comes from a block that replaced it, or a range of block numbers, both ends
 * included.
 */
export type LogRange = { readonly blockHash: Hex32 } | { readonly fromBlock: bigint; readonly toBlock: bigint }

/**
 * Reads the logs of these contracts in the order of the chain. Throws UnknownEventError for an unknown event, and viem's errors when the chain does not answer
 * or dropped the block.
 */
export async function readLogs(
  client: Client,
  { contracts, range }: { contracts: readonly Address[]; range: LogRange },
): Promise<readonly ChainLog[]> {
  const logs = await getLogs(client, { address: [...contracts], ...range })
  return logs
    .map((log) => ({
      blockNumber: log.blockNumber,
      blockHash: hex32(log.blockHash),
      logIndex: log.logIndex,
      txHash: txHash(log.transactionHash),
      contract: address(log.address.toLowerCase()),
      event: decodeLog(log),
    }))
    .sort((one, other) => Number(one.blockNumber - other.blockNumber) || one.logIndex - other.logIndex)
}
