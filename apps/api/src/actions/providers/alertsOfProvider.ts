import type { MachineReading } from '@infinitio/db'
import type { GpuReadingWire, ProviderAlertWire, ProviderNodeWire, SigningTroubleWire } from '@infinitio/domain/wire'

/** Maximum age in seconds of a machine's telemetry that counts as current. */
export const readingCountsSeconds = 600

const hotCelsius = { warning: 88, critical: 95 }
const diskPercent = { warning: 90, critical: 97 }
/** NVIDIA's numbers of GPU errors (Xid) that a renter's program causes. They raise no alert for the provider. */
const faultsOfPrograms: readonly number[] = [13, 31, 43, 45]

type Facts = {
  nodes: readonly Pick<ProviderNodeWire, 'node' | 'name' | 'state' | 'lastSeenAt' | 'ask'>[]
  /** The newest telemetry row of each machine of the provider. */
  readings: readonly MachineReading[]
  bonded: bigint
  requiredBond: bigint
  nowSeconds: number
}

/** Lists problems for a provider to check, worst first. Omits retired machines. Pure. */
export function alertsOfProvider({ nodes, readings, bonded, requiredBond, nowSeconds }: Facts): ProviderAlertWire[] {
  const readingOf = new Map(readings.map((reading) => [reading.nodeId, reading]))
  const live = nodes.filter(({ state }) => state !== 'retired')
  const own = live.flatMap((node) => [...ofState(node, nowSeconds), ...ofReading(node, readingOf.get(node.node) ?? null)])
  const bond: ProviderAlertWire[] =
    live.length > 0 && bonded < requiredBond
      ? [{ kind: 'bond_short', severity: 'critical', node: null, nodeName: null, gpu: null, value: null, code: null, at: nowSeconds }]
      : []
  return [...bond, ...own].toSorted((one, other) => one.severity.localeCompare(other.severity))
}

type Node = Facts['nodes'][number]

function ofState({ node, name, state, lastSeenAt }: Node, nowSeconds: number): ProviderAlertWire[] {
  if (state !== 'suspect' && state !== 'lost') return []
  const severity = state === 'lost' ? 'critical' : 'warning'
  return [{ kind: state, severity, node, nodeName: name, gpu: null, value: null, code: null, at: lastSeenAt ?? nowSeconds }]
}

function ofReading({ node, name, ask }: Node, reading: MachineReading | null): ProviderAlertWire[] {
  if (reading === null) return []
  const of = { node, nodeName: name, code: null, at: Math.floor(reading.at.getTime() / 1_000) }
  const alert = (kind: ProviderAlertWire['kind'], severity: ProviderAlertWire['severity'], value: number, gpu: number | null = null) => [
    { ...of, kind, severity, gpu, value },
  ]
  const { diskUsedGib, diskTotalGib, residueLeases } = reading
  const full = diskUsedGib === null || diskTotalGib === null || diskTotalGib === 0 ? 0 : Math.floor((diskUsedGib / diskTotalGib) * 100)
  // This server wrote both JSON values below after it had checked the report, so their format needs no check here.
  const trouble = reading.signingTrouble === null ? null : (JSON.parse(reading.signingTrouble) as SigningTroubleWire)
  const gpus = reading.gpus === null ? [] : (JSON.parse(reading.gpus) as GpuReadingWire[])
  const ofGpus = gpus.flatMap(({ index, celsius, eccErrors, xid }) => [
    ...(celsius !== null && celsius >= hotCelsius.warning ? alert('gpu_hot', severityOf(celsius, hotCelsius), celsius, index) : []),
    ...(eccErrors !== null && eccErrors > 0 ? alert('gpu_memory_errors', 'critical', eccErrors, index) : []),
    ...(xid !== null && !faultsOfPrograms.includes(xid) ? alert('gpu_fault', 'critical', xid, index) : []),
  ])
  return [
    ...ofGpus,
    ...(full >= diskPercent.warning ? alert('disk_nearly_full', severityOf(full, diskPercent), full) : []),
    ...(residueLeases !== null && residueLeases > 0 ? alert('residue', 'critical', residueLeases) : []),
    ...(trouble === null ? [] : [{ ...of, ...ofSigning(trouble, ask !== null), gpu: null }]),
  ]
}

/**
 * Returns the alert about signing a machine's asks: either its mandate ends, or its next ask cannot be signed. The second alert is only a warning while the old
 * ask is open, because the machine then stays listed.
 */
function ofSigning(
  { code, mandateUntil: value }: SigningTroubleWire,
  isListed: boolean,
): Pick<ProviderAlertWire, 'kind' | 'severity' | 'value' | 'code'> {
  if (code === null) return { kind: 'mandate_ends', severity: 'warning', value, code }
  return { kind: 'ask_unsigned', severity: isListed ? 'warning' : 'critical', value, code }
}

function severityOf(value: number, { critical }: { critical: number }): ProviderAlertWire['severity'] {
  return value >= critical ? 'critical' : 'warning'
}
