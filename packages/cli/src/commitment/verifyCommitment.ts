import { refusal } from '@infinitio/sdk'
import { openEpochAccess, openExitAccess, verifyDelivery } from '@infinitio/sdk/emission'
import { getBlockNumber } from 'viem/actions'
import { type CommonOptions, openClient } from '../context/settings.ts'
import { printResult } from '../terminal/print.ts'
import { rpcOf } from '../wallet/moveMoney.ts'

/** Options of `infinitio commitment verify`. */
export type VerifyCommitmentOptions = CommonOptions & { readonly rpc?: string }

/**
 * Recalculates how much GPU time of a commitment was delivered, from the market's journal (the list of all events), which is checked against its hashes on the
 * chain. Throws `emission.delivery_disagrees` if the chain records another amount, and the codes of `verifyDelivery`.
 */
export async function verifyCommitment(text: string, options: VerifyCommitmentOptions): Promise<void> {
  if (!/^[1-9]\d{0,8}$/.test(text)) throw refusal('api.invalid_field', { detail: `${text} is not a commitment` })
  const client = openClient(options)
  const { addresses } = await client.getChain()
  const exit = openExitAccess({ rpcUrl: rpcOf({ ...options, yes: true }) })
  const access = await openEpochAccess(exit, { transport: client.transport, directory: addresses.directory })
  const head = await getBlockNumber(exit.client, { cacheTime: 0 })
  const { commitment, delivered, agrees } = await verifyDelivery(access, { id: BigInt(text), head })
  const isRecorded = commitment.recordedAt !== null
  const lines = [
    `Commitment ${text}: ${commitment.gpuSeconds} GPU-seconds were promised.`,
    delivered === null ? 'The journal is not anchored up to the end of its window yet.' : `By the journal ${delivered} were delivered.`,
    isRecorded ? `Recorded are ${commitment.delivered}.` : 'Nothing is recorded yet.',
  ]
  const value = {
    id: Number(text),
    promised: Number(commitment.gpuSeconds),
    delivered: delivered === null ? null : Number(delivered),
    recorded: isRecorded ? Number(commitment.delivered) : null,
    agrees,
  }
  printResult({ json: options.json, value, text: lines.join('\n') })
  if (!agrees) throw refusal('emission.delivery_disagrees', { detail: `${delivered} by the journal, ${commitment.delivered} recorded` })
}
