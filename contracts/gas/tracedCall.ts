import type { ContractCall } from '@infinitio/chain'
import type { TestKey } from '@infinitio/chain/test'
import { type CostByKind, costOfSteps } from './costOfSteps.ts'
import type { GasParties } from './gasParties.ts'

/**
 * Sends a call from a key, and returns the gas of its transaction by kind of EVM step. Adds the bytes of the call, the fixed price of a transaction, the part
 * that a trace does not show (such as refunds), and the total.
 */
export async function tracedCall(parties: GasParties, key: TestKey, call: ContractCall): Promise<CostByKind> {
  const steps = await costOfSteps(parties.client, key.address, call)
  const gas = await parties.gasOf(key, call)
  const zeros = (call.data.slice(2).match(/../g) ?? []).filter((byte) => byte === '00').length
  const bytes = (call.data.length - 2) / 2
  const sum = Object.values(steps).reduce((all, one) => all + one, 0)
  const data = zeros * 4 + (bytes - zeros) * 16
  return { ...steps, 'bytes of the call': data, 'any transaction': 21_000, 'what tracing does not name': gas - sum - data - 21_000, total: gas }
}
