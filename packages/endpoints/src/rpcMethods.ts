import { z } from 'zod'

const quantity = z.string().regex(/^0x[0-9a-fA-F]{1,64}$/)
const bytes = z.string().regex(/^0x(?:[0-9a-fA-F]{2})*$/)
const account = z.string().regex(/^0x[0-9a-fA-F]{40}$/)
const hash = z.string().regex(/^0x[0-9a-fA-F]{64}$/)
const blockTag = z.union([z.enum(['latest', 'pending', 'safe', 'finalized', 'earliest']), quantity])
const block = z.union([
  blockTag,
  z.strictObject({ blockNumber: quantity }),
  z.strictObject({ blockHash: hash, requireCanonical: z.boolean().optional() }),
])

/**
 * The allowed fields of a contract call in JSON-RPC. The schema rejects all other fields, such as state overrides and fields that only some chain nodes
 * support.
 */
const call = z.strictObject({
  from: account.optional(),
  to: account.nullable().optional(),
  gas: quantity.optional(),
  gasPrice: quantity.optional(),
  maxFeePerGas: quantity.optional(),
  maxPriorityFeePerGas: quantity.optional(),
  value: quantity.optional(),
  nonce: quantity.optional(),
  data: bytes.optional(),
  input: bytes.optional(),
  type: quantity.optional(),
  chainId: quantity.optional(),
  accessList: z
    .array(z.strictObject({ address: account, storageKeys: z.array(hash).max(64) }))
    .max(16)
    .optional(),
})
/** The first parameter of `eth_call` and `eth_estimateGas`. */
export type RpcCall = z.output<typeof call>

const topic = z.union([z.null(), hash, z.array(hash).max(128)])
const logFilter = z.strictObject({
  address: z.union([account, z.array(account).max(256)]).optional(),
  topics: z.array(topic).max(4).optional(),
  fromBlock: blockTag.optional(),
  toBlock: blockTag.optional(),
  blockHash: hash.optional(),
})
/** The parameter of `eth_getLogs`. */
export type RpcLogFilter = z.output<typeof logFilter>

const none = z.union([z.tuple([]), z.undefined()])
const ofCall = z.union([z.tuple([call]), z.tuple([call, block])])
const ofAccount = z.union([z.tuple([account]), z.tuple([account, block])])
const fullBlockCost = 5
const callByteCost = 4_096

/** A JSON-RPC method that the market's node serves: the schema of its parameters, and the number of rate-limit tokens that it costs in addition to one. */
type RpcMethod<Schema extends z.ZodType = z.ZodType> = { readonly params: Schema; readonly extraCost: (params: z.output<Schema>) => number }

function method<Schema extends z.ZodType>(params: Schema, extraCost: (params: z.output<Schema>) => number = () => 0): RpcMethod<Schema> {
  return { params, extraCost }
}

/** Every allowed method. A method costs more if its work grows with its parameters; `eth_estimateGas` runs its call many times. */
export const rpcMethods = {
  eth_blockNumber: method(none),
  eth_chainId: method(none),
  eth_gasPrice: method(none),
  eth_maxPriorityFeePerGas: method(none),
  net_version: method(none),
  eth_call: method(ofCall, ([it]) => 2 + bytesCost(it)),
  eth_estimateGas: method(ofCall, ([it]) => 9 + bytesCost(it)),
  eth_feeHistory: method(
    z
      .union([
        z.tuple([z.union([quantity, z.int().min(1).max(128)]), blockTag]),
        z.tuple([z.union([quantity, z.int().min(1).max(128)]), blockTag, z.array(z.number().min(0).max(100)).max(10)]),
      ])
      .refine(([blocks]) => BigInt(blocks) <= 128n, 'at most 128 blocks'),
    () => 4,
  ),
  eth_getBalance: method(ofAccount),
  eth_getCode: method(ofAccount, () => 1),
  eth_getTransactionCount: method(ofAccount),
  eth_getBlockByHash: method(z.tuple([hash, z.boolean()]), ([, isFull]) => (isFull ? fullBlockCost : 0)),
  eth_getBlockByNumber: method(z.tuple([blockTag, z.boolean()]), ([, isFull]) => (isFull ? fullBlockCost : 0)),
  eth_getLogs: method(z.tuple([logFilter]), () => 4),
  eth_getTransactionByHash: method(z.tuple([hash])),
  eth_getTransactionReceipt: method(z.tuple([hash])),
  eth_sendRawTransaction: method(z.tuple([bytes]), () => 4),
} satisfies Record<string, RpcMethod<never> | RpcMethod>

/** The name of an allowed method. */
export type RpcMethodName = keyof typeof rpcMethods

/** Returns true if the market's node serves this method. */
export function isRpcMethod(name: string): name is RpcMethodName {
  return Object.hasOwn(rpcMethods, name)
}

function bytesCost({ data = '', input = '' }: RpcCall): number {
  return Math.floor((data.length + input.length) / 2 / callByteCost)
}
