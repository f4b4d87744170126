import type { PlannedPrice } from '@infinitio/sdk'

/** A planned price as `--json` prints it: prices in base units per GPU-second, as decimal strings. */
export function plannedJson({ node, current, wanted, act }: PlannedPrice) {
  return {
    node: node.node,
    name: node.name,
    current: current === null ? null : current.toString(),
    wanted: wanted.pricePerGpuSecond.toString(),
    least: wanted.leastPricePerGpuSecond.toString(),
    most: wanted.mostPricePerGpuSecond.toString(),
    act,
    steps: wanted.steps.map((step) => Object.fromEntries(Object.entries(step).map(([key, value]) => [key, spelled(value)]))),
  }
}

function spelled(value: string | number | bigint): string | number {
  return typeof value === 'bigint' ? value.toString() : value
}
