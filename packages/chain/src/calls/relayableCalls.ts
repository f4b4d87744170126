import { type Hex, toFunctionSelector, toFunctionSignature } from 'viem'
import { taskPoolAbi } from '../generated/taskPoolAbi.ts'

/**
 * Functions of the task pool that an account cannot sign as a `PoolCall`: the two functions that relay signed calls, `setRunGas`, which only the owner may
 * call, and the deposit with a signed permit.
 */
const withoutSignedForm = new Set(['relay', 'relayMany', 'setRunGas', 'depositWithPermit'])

/** A function of the task pool that an account can sign as a `PoolCall`, so that anyone may send it. `what` is its signature, such as `addStake(uint64)`. */
export type RelayableCall = { readonly name: string; readonly what: string }

const bySelector: ReadonlyMap<string, RelayableCall> = /* @__PURE__ */ new Map(
  taskPoolAbi.flatMap((item) =>
    item.type === 'function' && item.stateMutability === 'nonpayable' && !withoutSignedForm.has(item.name)
      ? [[toFunctionSelector(item), { name: item.name, what: toFunctionSignature(item) }] as const]
      : [],
  ),
)

/** Returns the function of the task pool that some call data calls, by its selector. Returns null if an account cannot sign such a call. */
export function relayableCallOf(data: Hex): RelayableCall | null {
  return bySelector.get(data.slice(0, 10).toLowerCase()) ?? null
}
