import { endedText, endLease } from './endLease.ts'
import { type CommonOptions, signInClient } from '../context/settings.ts'
import { printResult } from '../terminal/printResult.ts'

/** What `infinitio end` takes. `reportProblem` ends without accepting: unvested pay waits an hour for a credit. */
export type EndOptions = CommonOptions & { readonly reportProblem?: boolean }

/** Ends a lease (or cancels one that is not ready), waits until the chain has it, and prints what it cost. Throws `lease.over` and the relay's code. */
export async function end(leaseId: string, options: EndOptions): Promise<void> {
  const { relayId, lease } = await endLease(await signInClient(options), { leaseId, accept: options.reportProblem !== true })
  printResult({ json: options.json, value: { leaseId, relayId, lease }, text: endedText(lease) })
}
