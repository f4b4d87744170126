/** The node's methods that read the chain or send a signed transaction: the same that `POST /api/v1/rpc` serves. */
export const readingMethods: ReadonlySet<string> = new Set([
  ...['eth_blockNumber', 'eth_chainId', 'eth_gasPrice', 'eth_maxPriorityFeePerGas', 'net_version', 'eth_call', 'eth_estimateGas', 'eth_feeHistory'],
  ...['eth_getBalance', 'eth_getCode', 'eth_getTransactionCount', 'eth_getBlockByHash', 'eth_getBlockByNumber', 'eth_getLogs'],
  ...['eth_getTransactionByHash', 'eth_getTransactionReceipt', 'eth_sendRawTransaction'],
])

type Call = { id: unknown; method: unknown }

/** Returns the calls of a JSON-RPC request, single or batch; null for an invalid request. Pure. */
export function callsOf(body: string): readonly Call[] | null {
  try {
    const parsed = JSON.parse(body) as unknown
    const calls = Array.isArray(parsed) ? (parsed as unknown[]) : [parsed]
    return calls.every(isCall) ? calls : null
  } catch {
    return null
  }
}

function isCall(value: unknown): value is Call {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
