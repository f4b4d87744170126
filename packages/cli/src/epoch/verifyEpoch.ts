import { refusal } from '@infinitio/sdk'
import { type EpochDifference, getEmission, openEpochAccess, openExitAccess, verifyPublishedEpoch } from '@infinitio/sdk/emission'
import { getBlockNumber } from 'viem/actions'
import { type CommonOptions, openClient } from '../context/settings.ts'
import { printResult } from '../terminal/print.ts'
import { ptText, rpcOf } from '../wallet/moveMoney.ts'

/** Options of `infinitio epoch verify`. */
export type VerifyEpochOptions = CommonOptions & { readonly rpc?: string }

/**
 * Recalculates the earnings of an epoch (one hour of serving) and prints differences from the published ones. Throws `emission.epoch_disagrees` if there are
 * any, and the codes of `verifyPublishedEpoch`.
 */
export async function verifyEpoch(text: string | undefined, options: VerifyEpochOptions): Promise<void> {
  const client = openClient(options)
  const epoch = await epochOf(text, async () => (await getEmission(client.transport)).emission?.lastEpoch ?? 0)
  const { addresses } = await client.getChain()
  const exit = openExitAccess({ rpcUrl: rpcOf({ ...options, yes: true }) })
  const access = await openEpochAccess(exit, { transport: client.transport, directory: addresses.directory })
  const head = await getBlockNumber(exit.client, { cacheTime: 0 })
  const found = await verifyPublishedEpoch(access, { epoch, head })
  const { published, differences } = found
  const { quorum } = found
  const lines = [
    `Epoch ${epoch}: ${ptText(published.total)} to ${published.common.activeNodes} nodes, ${found.leaves} leaves.`,
    ...(quorum === null
      ? []
      : [`${quorum.signers} of a committee of ${quorum.members} signed, with ${ptText(quorum.signedStake)} of ${ptText(quorum.stake)} staked.`]),
    ...(differences.length === 0 ? ['All of it follows from public data.'] : differences.map(lineOf)),
  ]
  const value = {
    epoch: Number(epoch),
    root: published.leaves,
    total: `${published.total}`,
    leaves: found.leaves,
    quorum: quorum === null ? null : { ...quorum, stake: `${quorum.stake}`, signedStake: `${quorum.signedStake}` },
    differences: differences.map(plain),
  }
  printResult({ json: options.json, value, text: lines.join('\n') })
  if (differences.length > 0) throw refusal('emission.epoch_disagrees', { detail: `${differences.length} differences in epoch ${epoch}` })
}

async function epochOf(text: string | undefined, last: () => Promise<number>): Promise<bigint> {
  if (text !== undefined && !/^[1-9]\d{0,9}$/.test(text)) throw refusal('api.invalid_field', { detail: `${text} is not an epoch` })
  const epoch = text === undefined ? await last() : Number(text)
  if (epoch === 0) throw refusal('api.not_found', { detail: 'no epoch was published yet' })
  return BigInt(epoch)
}

function lineOf(difference: EpochDifference): string {
  const { what } = difference
  if (what === 'root') return 'The roots are others.'
  const [published, expected] = [difference.published, difference.expected].map((value) => (value === null ? 'nothing' : ptText(value)))
  if (what === 'quorum') return `Signed by ${published} of the committee, of ${expected} that are needed.`
  return what === 'total'
    ? `Total: published ${published}, expected ${expected}.`
    : `${difference.provider}: published ${published}, expected ${expected}.`
}

function plain(difference: EpochDifference) {
  return Object.fromEntries(Object.entries(difference).map(([key, value]) => [key, typeof value === 'bigint' ? value.toString() : value]))
}
