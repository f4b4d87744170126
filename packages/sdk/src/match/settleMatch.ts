import { type ChainAddresses, directoryAbi, marketAbi, settleBatchCall, settleCall, settleGroupCall } from '@infinitio/chain'
import type { Address, ErrorCode, TxHash } from '@infinitio/domain'
import { parseEventLogs } from 'viem'
import { readContract } from 'viem/actions'
import { askRpc } from '../chain/askRpc.ts'
import type { ExitAccess } from '../chain/exitAccess.ts'
import { type CallSending, sendContractCall, tryContractCall } from '../chain/sendContractCall.ts'
import type { OpenMatch } from './openMatches.ts'

/** What became of a match: settled by a transaction of ours, or refused by the contract, before sending (`txHash` null) or in a block. */
export type SettleOutcome =
  | { readonly settled: true; readonly txHash: TxHash; readonly leaseIds: readonly bigint[] }
  | { readonly settled: false; readonly txHash: TxHash | null; readonly code: ErrorCode }

/** Beside what is done within a batch. */
const batchGas = 100_000n

/**
 * Settles a match: both orders, signatures and all, go to the Market, which judges them as it does an engine's. A match that is settled already is refused
 * (`order.lane_overfilled`), so nothing can settle twice. Throws as `sendContractCall` does.
 */
export async function settleMatch(
  access: ExitAccess,
  match: OpenMatch,
  { addresses, ...sending }: CallSending & { addresses: Pick<ChainAddresses, 'market' | 'directory'> },
): Promise<SettleOutcome> {
  const { market } = addresses
  const { items, isGroup } = match
  const leastGas = isGroup ? await tryGroup(access, match, { addresses, account: sending.account }) : 0n
  if (typeof leastGas !== 'bigint') return { settled: false, txHash: null, code: leastGas.code }
  const call = isGroup ? settleBatchCall({ market, items }) : settleCall({ market, item: items[0] })
  const outcome = await sendContractCall(access, call, { ...sending, leastGas })
  if (!outcome.done) return { settled: false, txHash: outcome.txHash, code: outcome.code }
  const leases = parseEventLogs({ abi: marketAbi, eventName: 'Settled', logs: outcome.receipt.logs })
  // A batch goes well also when it leaves everything out.
  if (leases.length !== items.length) return { settled: false, txHash: outcome.txHash, code: 'order.settle_failed' }
  return { settled: true, txHash: outcome.txHash, leaseIds: leases.map(({ args }) => args.leaseId) }
}

/** What the Market does with the group by itself: the gas it takes, or why it is refused, which the batch would not say. */
async function tryGroup(
  access: ExitAccess,
  { items }: OpenMatch,
  { addresses: { market, directory }, account }: { addresses: Pick<ChainAddresses, 'market' | 'directory'>; account: Address },
): Promise<bigint | { code: ErrorCode }> {
  const asked = { address: directory, abi: directoryAbi, functionName: 'settleContext', args: [account] } as const
  const [registry, feeBps, senderIsEngine] = await askRpc(access, () => readContract(access.client, asked))
  const context = { sender: account, registry: registry.toLowerCase() as Address, feeBps, senderIsEngine }
  const gas = await tryContractCall(access, { account: market, call: settleGroupCall({ market, context, items }) })
  return typeof gas === 'bigint' ? gas + batchGas : gas
}
