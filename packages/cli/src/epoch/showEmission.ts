import { getEmission, getEmissionAccount } from '@infinitio/sdk/emission'
import { type CommonOptions, openClient } from '../context/settings.ts'
import { plain, table } from '../terminal/texts.ts'
import { printResult } from '../terminal/print.ts'
import { keyAddress } from '../terminal/typedValues.ts'
import { ptText } from '../wallet/moveMoney.ts'

type Node = Awaited<ReturnType<typeof getEmissionAccount>>['nodes'][number]

const factors = [
  ['B', 'referenceGpuHours'],
  ['Q', 'quality'],
  ['C', 'contribution'],
  ['H', 'history'],
  ['S', 'stability'],
  ['D', 'diversity'],
  ['M', 'demand'],
  ['E', 'environment'],
] as const

/**
 * Prints the last epoch (hour of serving): the factors of its emission (newly minted PToken), how concentrated compute is among providers, and earnings by
 * class and region. With an account, also prints the factors and earnings of its nodes.
 */
export async function showEmission(account: string | undefined, options: CommonOptions): Promise<void> {
  const { transport } = openClient(options)
  const own = account === undefined ? null : await getEmissionAccount(transport, keyAddress(account))
  const { emission } = await getEmission(transport)
  if (emission === null) return printResult({ json: options.json, value: { emission, account: own }, text: 'No DAO is deployed on this chain.' })
  const { factors: common, concentration, earnings } = emission
  const rows: [string, string][] = [['Last epoch', emission.lastEpoch === 0 ? 'none yet' : `${emission.lastEpoch}`]]
  if (common !== null)
    rows.push(['N', wadText(common.minerShare)], ['R', wadText(common.regulator)], ['E without a proof', wadText(common.environmentFloor)])
  if (concentration !== null) {
    rows.push(['Providers', `${concentration.providers}`], ['HHI', wadText(concentration.hhi)], ['Gini', wadText(concentration.gini)])
    rows.push(['Nakamoto', `${concentration.nakamoto}`])
  }
  const groups = [...(earnings?.classes ?? []), ...(earnings?.regions ?? [])].map((it) => [
    ...[it.id === null ? 'not known' : plain(it.name ?? `${it.id}`), `${it.nodes}`, wadText(it.referenceGpuHours), ptText(BigInt(it.burned))],
    ptText(BigInt(it.earned)),
  ])
  const parts = [table(rows, { right: [] })]
  if (groups.length > 0)
    parts.push(table([['Class or region', 'Machines', 'Reference GPU-hours', 'Burned', 'Earned'], ...groups], { right: [1, 2, 3, 4] }))
  if (own !== null) parts.push(nodesText(own.nodes))
  printResult({ json: options.json, value: { emission, account: own }, text: parts.join('\n\n') })
}

function nodesText(nodes: readonly Node[]): string {
  if (nodes.length === 0) return 'None of its machines earned in the last epoch.'
  const heading = ['Node', ...factors.map(([sign]) => sign), 'T', 'Rebate', 'Programmes']
  const rows = nodes.map((node) => [
    ...[node.id, ...factors.map(([, key]) => wadText(node[key]))],
    ...[node.emission, node.rebate, node.programmeShares].map((amount) => ptText(BigInt(amount))),
  ])
  return table([heading, ...rows], { right: heading.map((_, place) => place).slice(1) })
}

/** Formats a number in 1e18 fixed point with four decimals, rounded down. */
function wadText(value: string): string {
  const parts = (BigInt(value) * 10_000n) / 10n ** 18n
  return `${parts / 10_000n}.${(parts % 10_000n).toString().padStart(4, '0')}`
}

/** Prints the latest epochs (hours for which emission was paid) that were not proven wrong, newest first. */
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
