import type { RpcRequestWire } from '@infinitio/domain/wire'
import { isRpcMethod, rpcMethods } from './rpcMethods.ts'

/**
 * Returns the tokens that a request or a batch takes from the caller's buckets, beyond the endpoint's own token. Each
 * item costs one token plus the cost of its method's parameters. An item that will be rejected costs one.
 */
export function rpcCost(body: RpcRequestWire | readonly RpcRequestWire[]): number {
  const items = Array.isArray(body) ? (body as readonly RpcRequestWire[]) : [body as RpcRequestWire]
  return items.reduce((sum, item) => sum + 1 + extraCostOf(item), -1)
}

function extraCostOf({ method, params }: RpcRequestWire): number {
  if (!isRpcMethod(method)) return 0
  const { params: schema, extraCost } = rpcMethods[method]
  const parsed = schema.safeParse(params)
  return parsed.success ? (extraCost as (params: unknown) => number)(parsed.data) : 0
}
