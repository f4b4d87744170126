import type { ContractCall } from '@infinitio/chain'
import type { Address } from '@infinitio/domain'
import { type PublicClient, toHex } from 'viem'

/** One step of the EVM, as `debug_traceCall` returns it. */
type Step = { op: string; depth: number; gas: number; gasCost: number; stack?: string[] }

/** Gas of a transaction by kind of EVM step, such as storage or signatures. */
export type CostByKind = Record<string, number>

/** Runs a call on the latest state and sums the gas of its steps by kind. Throws if the chain's client software cannot trace calls. */
export async function costOfSteps(client: PublicClient, from: Address, { to, data }: ContractCall): Promise<CostByKind> {
  const params = [{ from, to, data, gas: toHex(3_000_000) }, 'latest', { disableStorage: true, enableMemory: false }]
  const trace = (await client.request({ method: 'debug_traceCall', params } as never)) as { structLogs: Step[] }
  const steps = trace.structLogs
  const cost: CostByKind = {}
  const inside = ownGas(steps)
  for (const [index, step] of steps.entries()) {
    const kind = kindOf(step, inside[index] ?? 0)
    cost[kind] = (cost[kind] ?? 0) + (inside[index] ?? 0)
  }
  return cost
}

/** Returns the gas of each step. For a call, excludes the gas that the called code used. */
function ownGas(steps: Step[]): number[] {
  const own: number[] = []
  const open: { index: number; inner: number }[] = []
  for (const [index, step] of steps.entries()) {
    const next = steps[index + 1]
    if (next !== undefined && next.depth > step.depth) {
      own.push(0)
      open.push({ index, inner: 0 })
      continue
    }
    const used = next !== undefined && next.depth === step.depth ? step.gas - next.gas : step.gasCost
    own.push(used)
    for (const call of open) call.inner += used
    if (next === undefined || next.depth >= step.depth) continue
    const call = open.pop()
    if (call === undefined) continue
    const caller = steps[call.index]
    if (caller === undefined) continue
    const total = caller.gas - next.gas
    own[call.index] = total - call.inner
    for (const outer of open) outer.inner += total - call.inner
  }
  return own
}

function kindOf({ op, stack }: Step, gas: number): string {
  if (op === 'SLOAD') return gas >= 2_100 ? 'storage read for the first time' : 'storage read again'
  if (op === 'SSTORE') return gas >= 20_000 ? 'storage written for the first time' : 'storage changed'
  if (op.startsWith('LOG')) return 'events'
  if (op === 'KECCAK256') return 'hashes'
  if (op.endsWith('CALL')) {
    const target = BigInt(stack?.at(-2) ?? 0)
    if (target > 0n && target < 16n) return 'signatures'
    return 'calls of other contracts'
  }
  return 'all else: memory, stack, comparing'
}
