import { type Client, signEndByProvider } from '@infinitio/sdk'
import type { PrivateKeyAccount } from 'viem/accounts'
import { sendRelay } from '../context/sendRelay.ts'
import { type CommonOptions, signInClient } from '../context/settings.ts'
import { confirm, confirmOnTerminal } from '../terminal/ask.ts'
import { printResult } from '../terminal/print.ts'
import { writtenPt } from '../terminal/writtenPt.ts'

type Lease = Awaited<ReturnType<Client['getLease']>>

type Renter = { readonly client: Client; readonly wallet: PrivateKeyAccount }
type End = { readonly leaseId: string; readonly accept: boolean }

/**
 * Ends a lease, or cancels a lease that is not ready, and waits until the chain includes the change. Throws
 * `lease.over` and the code of a failed message.
 */
export function endLease({ client, wallet }: Renter, { leaseId, accept }: End): Promise<{ relayId: string; lease: Lease }> {
  return client.end({ leaseId, accept, signer: wallet })
}

/** Describes the cost of an ended lease for a person. */
export function endedText({ leaseId, state, now: { billableSeconds, spent, refund } }: Lease): string {
  const exact = (amount: string) => writtenPt(BigInt(amount))
  return `Lease ${leaseId} is ${state}: ${billableSeconds} s billed, ${exact(spent)} PT spent, ${exact(refund)} PT back.`
}

/**
 * Options of `infinitio end`. `reportProblem` ends the lease and delays the provider's pay for the last hour by 1 h. In
 * this time, validators can refund seconds to the renter.
 */
export type EndOptions = CommonOptions & { readonly reportProblem?: boolean; readonly yes: boolean }

/**
 * Ends a lease, or cancels it before it is ready, waits until the chain includes the change, and prints the cost. Asks first on a terminal, because the files of
 * the lease are deleted. Throws `wallet.not_confirmed` without consent, `lease.over` and the code of a failed message.
 */
export async function end(leaseId: string, options: EndOptions): Promise<void> {
  const renter = await signInClient(options)
  await confirmOnTerminal(options, `End lease ${leaseId} and delete all files on its disk? You cannot undo this.`)
  const { relayId, lease } = await endLease(renter, { leaseId, accept: options.reportProblem !== true })
  printResult({ json: options.json, value: { leaseId, relayId, lease }, text: endedText(lease) })
}

/**
 * Ends a lease on a node of the wallet. The renter pays for the used time and receives compensation from the wallet's
 * bond, so the command asks first. Throws `wallet.not_confirmed` without consent, and the code of a failed message.
 */
export async function endAsProvider(leaseId: string, options: CommonOptions & { readonly yes: boolean }): Promise<void> {
  const { client, wallet } = await signInClient(options)
  const [lease, chain] = await Promise.all([client.getLease(leaseId), client.getChain()])
  const question = `End lease ${leaseId} on your machine? Your bond compensates its renter.`
  await confirm(options, question)
  const { relayId, txHash } = await sendRelay(client, await signEndByProvider(wallet, { lease, chain }))
  printResult({ json: options.json, value: { leaseId, relayId, txHash }, text: `Lease ${leaseId} is ended by its provider.` })
}
