import { marketAbi } from '@infinitio/chain'
import type { Address } from '@infinitio/domain'
import { concatHex, encodeFunctionData, type Hex, keccak256, numberToHex, parseSignature, toHex } from 'viem'
import { generatePrivateKey, privateKeyToAccount } from 'viem/accounts'

/** One JSON-RPC request. */
export type RpcRequest = { readonly jsonrpc: '2.0'; readonly id: number; readonly method: string; readonly params: readonly unknown[] }

/** The limits of the public chain endpoint: the most calls in one batch request, and the most bytes of a request's body. */
const batchItems = 20
const bodyBytes = 65_536
const recoveries = 700
const sweptAccounts = 900

/**
 * Returns the requests that the public endpoint allows and that cost the chain node most. Each of these is included as a single request and as the largest
 * allowed batch:
 * - calls with code that checks signatures until its gas is used up
 * - estimates of gas, which run such a call many times
 * - a call of 10,000,000 gas to a contract of the market
 * - the logs of all blocks
 */
export async function worstRequests({ market }: { market: Address }): Promise<readonly (RpcRequest | readonly RpcRequest[])[]> {
  const endless = await recoveringCode(null)
  const bounded = await recoveringCode(recoveries)
  const accounts = Array.from({ length: sweptAccounts }, (_, place) => `0x${keccak256(toHex(place)).slice(26)}` as Address)
  const sweep = encodeFunctionData({ abi: marketAbi, functionName: 'sweepFees', args: [accounts] })
  const alone = [
    request('eth_call', [{ data: endless, gas: numberToHex(10_000_000n) }, 'latest']),
    request('eth_estimateGas', [{ data: bounded }]),
    request('eth_call', [{ to: market, data: sweep, gas: numberToHex(10_000_000n) }, 'latest']),
    request('eth_getLogs', [{ fromBlock: '0x0', toBlock: 'latest' }]),
  ]
  return alone.flatMap((one) => [one, fullBatch(one)])
}

function fullBatch(one: RpcRequest): readonly RpcRequest[] {
  const fitting = Math.floor(bodyBytes / (JSON.stringify(one).length + 2))
  return Array.from({ length: Math.min(batchItems, fitting) }, (_, id) => ({ ...one, id }))
}

/** Returns EVM code that recovers the signer of one valid signature again and again: `times` times, or, if `times` is null, until its gas is used up. */
async function recoveringCode(times: number | null): Promise<Hex> {
  const hash = keccak256('0x01')
  const { r, s, yParity } = parseSignature(await privateKeyToAccount(generatePrivateKey()).sign({ hash }))
  const words = [hash, numberToHex(27 + yParity, { size: 32 }), r, s]
  const store = words.map((word, place) => concatHex(['0x7f', word, '0x60', numberToHex(32 * place, { size: 1 }), '0x52']))
  // Each round of the loop leaves the result of its call on the stack, above the loop counter. So the round drops this result before it changes the counter.
  const counter = concatHex(['0x61', numberToHex(times ?? 0xffff, { size: 2 })])
  const start = numberToHex((counter.length - 2) / 2 + words.length * 36, { size: 1 })
  const recover: Hex = '0x602060806080600060015afa50'
  const again = times === null ? concatHex(['0x60', start, '0x56']) : concatHex(['0x60019003', '0x80', '0x60', start, '0x5700'])
  return concatHex([counter, ...store, '0x5b', recover, again])
}

function request(method: string, params: readonly unknown[]): RpcRequest {
  return { jsonrpc: '2.0', id: 1, method, params }
}
