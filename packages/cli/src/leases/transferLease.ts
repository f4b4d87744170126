import { refusal, signTransferLease } from '@infinitio/sdk'
import { parseAddress } from '@infinitio/sdk/exit'
import { sendRelay } from '../context/sendRelay.ts'
import { type CommonOptions, signInClient } from '../context/settings.ts'
import { confirm } from '../terminal/ask.ts'
import { printResult } from '../terminal/print.ts'

/** Options of `infinitio transfer`. */
export type TransferOptions = CommonOptions & { readonly yes: boolean }

/**
 * Transfers a booked lease that has not started to another wallet, with its rights and refunds, and waits until the
 * chain includes it. Throws `api.bad_address`, `wallet.not_confirmed` without consent, and the relay's code.
 */
export async function transferLease(leaseId: string, to: string, options: TransferOptions): Promise<void> {
  const account = parseAddress(to)
  if (account === null) throw refusal('api.bad_address', { detail: to })
  const { client, wallet } = await signInClient(options)
  const [lease, chain, { nextNonce }] = await Promise.all([client.getLease(leaseId), client.getChain(), client.getWallet({ limit: 1 })])
  if (lease.state === 'ended' || lease.state === 'closed') throw refusal('lease.over', { detail: `lease ${leaseId}` })
  const question = `Transfer lease ${leaseId} and its refunds to ${account}? You cannot undo this.`
  await confirm(options, question)
  const signed = await signTransferLease(wallet, { lease, to: account, nonce: BigInt(nextNonce.ask), chain })
  const { relayId, txHash } = await sendRelay(client, signed)
  printResult({ json: options.json, value: { leaseId, to: account, relayId, txHash }, text: `Lease ${leaseId} is ${account}'s.` })
}
