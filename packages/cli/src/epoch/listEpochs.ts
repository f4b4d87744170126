import { getEmission } from '@infinitio/sdk/emission'
import { type CommonOptions, openClient } from '../context/settings.ts'
import { printResult } from '../terminal/printResult.ts'
import { table } from '../terminal/table.ts'
import { ptText } from '../wallet/moneyTexts.ts'

/** Prints the last epochs that stand, newest first. */
export async function listEpochs(options: CommonOptions): Promise<void> {
  const found = await getEmission(openClient(options).transport)
  const epochs = found.emission?.epochs ?? []
  const rows = epochs.map(({ epoch, total, activeNodes, state, finalAt }) => [
    ...[String(epoch), new Date(epoch * 3_600_000).toISOString(), ptText(BigInt(total)), String(activeNodes), state],
    new Date(finalAt * 1_000).toISOString(),
  ])
  const heading = ['Epoch', 'Hour', 'Total', 'Nodes', 'State', 'Final from']
  const text = epochs.length === 0 ? 'No epoch was published yet.' : table([heading, ...rows], { right: [2, 3] })
  printResult({ json: options.json, value: found, text })
}
