import { type CommonOptions, signInClient } from '../context/settings.ts'
import { facts } from '../terminal/facts.ts'
import { printResult } from '../terminal/printResult.ts'

/** Prints the closing numbers of a lease as the contract has them, in base units. Throws `lease.not_closed` before. */
export async function showReceipt(leaseId: string, options: CommonOptions): Promise<void> {
  const { client } = await signInClient(options)
  const receipt = await client.getLeaseReceipt(leaseId)
  printResult({ json: options.json, value: receipt, text: facts(receipt) })
}
