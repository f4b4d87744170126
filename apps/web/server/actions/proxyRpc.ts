import { type ErrorCode, errorTable } from '@infinitio/domain'
import type { RpcRequestWire } from '@infinitio/domain/wire'
import { callRpc } from '../chain/callRpc.ts'
import type { Services } from '../services.ts'

const allowedMethods: ReadonlySet<string> = new Set([
  'eth_blockNumber',
  'eth_call',
  'eth_chainId',
  'eth_estimateGas',
  'eth_feeHistory',
  'eth_gasPrice',
  'eth_getBalance',
  'eth_getBlockByHash',
  'eth_getBlockByNumber',
  'eth_getCode',
  'eth_getLogs',
  'eth_getTransactionByHash',
  'eth_getTransactionCount',
  'eth_getTransactionReceipt',
  'eth_maxPriorityFeePerGas',
  'eth_sendRawTransaction',
  'net_version',
])

/**
 * Carries reading methods and signed transactions to the chain, one or a batch. A method that is not offered is answered in JSON-RPC's own
 * way (-32601, with our code as data), since clients probe for methods and go on without.
 */
export async function proxyRpc({ nodes }: Services, body: RpcRequestWire | RpcRequestWire[]): Promise<unknown> {
  if (!Array.isArray(body)) return isAllowed(body) ? callRpc(nodes, body) : notOffered(body)
  const allowed = body.filter(isAllowed)
  const answers = allowed.length === 0 ? [] : await callRpc(nodes, allowed)
  if (!Array.isArray(answers)) return answers
  return [...(answers as unknown[]), ...body.filter((request) => !isAllowed(request)).map(notOffered)]
}

function isAllowed({ method }: RpcRequestWire): boolean {
  return allowedMethods.has(method)
}

function notOffered({ id, method }: RpcRequestWire): object {
  const code = 'chain.method_not_allowed' satisfies ErrorCode
  return { jsonrpc: '2.0', id: id ?? null, error: { code: -32_601, message: `${errorTable[code].sentence} (${method})`, data: { code } } }
}
