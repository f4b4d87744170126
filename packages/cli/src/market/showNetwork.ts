import { type CommonOptions, openClient } from '../context/settings.ts'
import { printResult } from '../terminal/printResult.ts'
import { table } from '../terminal/table.ts'

/** Prints how many nodes and GPUs are registered, how many are simulated and how many are in a lease: by region, and in all. */
export async function showNetwork(options: CommonOptions): Promise<void> {
  const network = await openClient(options).getNetwork()
  const rowOf = (name: string, area: typeof network.world) =>
    [name, area.nodes, area.simulatedNodes, area.gpus, area.rentedGpus, area.providers].map(String)
  const rows = [...network.regions.map((region) => rowOf(region.regionName, region)), rowOf('all', network.world)]
  const text = table([['region', 'nodes', 'of them simulated', 'GPUs', 'rented', 'providers'], ...rows], { right: [1, 2, 3, 4, 5] })
  printResult({ json: options.json, value: network, text })
}
