import { type ErrorCode, errorTable } from '@infinitio/domain'
import type { RpcRequestWire } from '@infinitio/domain/wire'

const rpcCodes = {
  'chain.method_not_allowed': -32_601,
  'chain.request_refused': -32_602,
  'chain.node_busy': -32_005,
} as const satisfies Partial<Record<ErrorCode, number>>

/** Returns a JSON-RPC error with our error code as data. */
export function rpcError({ id }: Pick<RpcRequestWire, 'id'>, code: keyof typeof rpcCodes, detail: string): object {
  return { jsonrpc: '2.0', id: id ?? null, error: { code: rpcCodes[code], message: `${errorTable[code].sentence} (${detail})`, data: { code } } }
}
