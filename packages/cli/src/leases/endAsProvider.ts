import { refusal, signEndByProvider } from '@infinitio/sdk'
import { carryRelay } from '../context/carryRelay.ts'
import { type CommonOptions, signInClient } from '../context/settings.ts'
import { askYes } from '../terminal/askYes.ts'
import { printResult } from '../terminal/printResult.ts'

/**
 * Ends a lease on a node of the wallet: its renter pays what was used and is compensated out of the wallet's bond, so it asks first. Throws `wallet.rejected` when nobody
 * says yes, and the relay's code.
 */
export async function endAsProvider(leaseId: string, options: CommonOptions & { readonly yes: boolean }): Promise<void> {
  const { client, wallet } = await signInClient(options)
  const [lease, chain] = await Promise.all([client.getLease(leaseId), client.getChain()])
  const question = `End lease ${leaseId} on your node? Its renter is compensated out of your bond.`
  if (!options.yes && !(await askYes(question))) throw refusal('wallet.rejected', { detail: '--yes ends it without asking' })
  const { relayId, txHash } = await carryRelay(client, await signEndByProvider(wallet, { lease, chain }))
  printResult({ json: options.json, value: { leaseId, relayId, txHash }, text: `Lease ${leaseId} is ended by its provider.` })
}
