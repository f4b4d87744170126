import { directoryAbi } from '@infinitio/chain'
import type { Hex32, RecordedEvent } from '@infinitio/domain'
import { type ProbeRecord, probeLimits, probeReportText, probeSeconds } from '@infinitio/domain/probes'
import { developmentChainId } from '@infinitio/domain/proofs'
import { getChain, getProbeHour, postProbeReport } from '@infinitio/sdk/probes'
import { keccak256, stringToHex } from 'viem'
import { privateKeyToAccount } from 'viem/accounts'
import { nodeKeyOf } from '../proofs/slotFacts.ts'
import type { OpenValidator, Validator } from '../validator/validator.ts'
import { dueMachines, planOf } from './dueMachines.ts'
import { probeAll } from './probeAll.ts'
import { openProbeLine, type ProbedGateway, type ProbeTarget } from './probeLine.ts'

const hourSeconds = 3_600
/** The market's lists of machines and gateways are read again after this many milliseconds. */
const listsMs = 60_000
/**
 * Limits of one run of measurements: the most machines, and the milliseconds within which the run may begin to measure another machine. The remaining machines
 * wait for the next run, so that the report of this run is sent soon.
 */
const mostOfLook = 100
const mostLookMs = 600_000
/**
 * This many seconds before the API stops accepting reports of the hour, the validator no longer begins to measure a machine, because the report would come too
 * late.
 */
const reportingSeconds = 90

/**
 * A validator of this process. `find` reads the addresses of its contracts from the chain and returns null until that succeeds, because the chain may not
 * answer at the start.
 */
type Finding = Validator & { readonly find: () => Promise<OpenValidator | null> }

/**
 * A validator's memory of the current hour. `from` is the second of the hour in which it began to measure, `done` has the machines that it has reported in this
 * hour, and `late` is the number of machines that it reported since `from` although their second was before `from`.
 */
type Memory = {
  hour: number
  from: number
  done: Set<Hex32>
  late: number
  lists: { readonly atMs: number; readonly nodes: readonly Hex32[]; readonly gateways: readonly ProbedGateway[] } | null
}

/**
 * Measures, each hour, the network of the machines that the validators of this process have to measure, several machines at once. `stop` waits for the
 * measurements in progress. A failed run is logged, and the next run tries again.
 */
export function watchProbes(validators: readonly Finding[], { everyMs }: { readonly everyMs: number }): { stop(): Promise<void> } {
  const stopped = new AbortController()
  const runs = validators.map(async (validator) => {
    const memory: Memory = { hour: -1, from: 0, done: new Set(), late: 0, lists: null }
    while (!stopped.signal.aborted) {
      try {
        const open = await validator.find()
        if (open !== null) await look(open, memory, stopped.signal)
      } catch (error) {
        validator.logger.debug({ err: error }, 'a look at machines to probe failed')
      }
      await pause(everyMs, stopped.signal)
    }
  })
  return {
    async stop() {
      stopped.abort()
      await Promise.all(runs)
    },
  }
}

/** Measures the machines that are due now and reports them. Throws the errors of the API and the chain. */
async function look(validator: OpenValidator, memory: Memory, signal: AbortSignal): Promise<void> {
  const { address, client, set, opened } = validator
  const members = (set?.members ?? []).map(({ account }) => account)
  if (!members.includes(address)) return
  const { timestamp } = await client.getBlock({ blockTag: 'latest' })
  const [hour, second] = [Math.floor(Number(timestamp) / hourSeconds), Number(timestamp) % hourSeconds]
  if (second >= probeSeconds.closed) return
  if (memory.hour !== hour) await beginHour(validator, memory, { hour, second })
  const { nodes, gateways } = await listsOf(validator, memory)
  const secret = keccak256(stringToHex(`probes ${validator.privateKey}`)) as Hex32
  const plan = planOf({ hour, nodes, members, address, secret })
  const due = dueMachines(plan, { ...memory, second })
  if (due.length === 0) return
  const endsAtMs = performance.now() + Math.min(mostLookMs, (probeSeconds.closed - reportingSeconds - second) * 1_000)
  const records = await probeDue(validator, { hour, nodes: due.slice(0, mostOfLook), gateways, endsAtMs }, signal)
  try {
    for (let at = 0; at < records.length; at += probeLimits.records) await report(validator, hour, records.slice(at, at + probeLimits.records))
  } catch (error) {
    // The market may have stored the report although its answer was lost. So the next run must first read which reports of this hour are stored.
    memory.hour = -1
    throw error
  }
  const reported = new Set(records.map(({ node }) => node))
  for (const node of reported) memory.done.add(node)
  memory.late += plan.filter((it) => reported.has(it.node) && it.second < memory.from).length
  validator.logger.debug({ hour, machines: due.length, records: records.length, opened: opened.chainId }, 'machines are probed')
}

/**
 * Begins an hour. First sends an empty report, which proves to the gateways that this validator may measure. Then reads which machines it had already reported
 * before a restart.
 */
async function beginHour(
  validator: OpenValidator,
  memory: Memory,
  { hour, second }: { readonly hour: number; readonly second: number },
): Promise<void> {
  await report(validator, hour, [])
  const { reports } = await getProbeHour(validator.opened.access.transport, hour)
  const own = reports.filter((it) => it.validator === validator.address)
  memory.done = new Set(own.flatMap(({ records }) => records.map(({ node }) => node as Hex32)))
  memory.hour = hour
  memory.from = second
  memory.late = 0
}

async function report({ opened, address, privateKey, place }: OpenValidator, hour: number, records: readonly ProbeRecord[]): Promise<void> {
  const message = probeReportText({ chainId: opened.chainId, hour, place, records })
  const signature = (await privateKeyToAccount(privateKey).signMessage({ message })).toLowerCase()
  await postProbeReport(opened.access.transport, { hour, validator: address, place, records: records.map((it) => ({ ...it })), signature })
}

type Due = { readonly hour: number; readonly nodes: readonly Hex32[]; readonly gateways: readonly ProbedGateway[]; readonly endsAtMs: number }

/** Measures machines through each gateway that answers. Throws the errors of the chain before the first measurement. */
async function probeDue(validator: OpenValidator, { hour, nodes, gateways, endsAtMs }: Due, signal: AbortSignal): Promise<ProbeRecord[]> {
  const { opened, privateKey, logger } = validator
  const { chainId } = opened
  const account = privateKeyToAccount(privateKey)
  const targets: ProbeTarget[] = []
  for (const node of nodes) targets.push({ chainId, hour, node, nodeKey: await nodeKeyOf(validator, node), account })
  const opening = gateways.slice(0, probeLimits.gateways).map(async (gateway) => {
    try {
      return await openProbeLine(gateway)
    } catch (error) {
      logger.debug({ err: error, host: gateway.host, port: gateway.port }, 'a gateway takes no probes')
      return null
    }
  })
  const lines = (await Promise.all(opening)).flatMap((line) => line ?? [])
  try {
    return await probeAll(lines, { targets, isShort: chainId === developmentChainId, endsAtMs, signal })
  } finally {
    for (const line of lines) line.close()
  }
}

async function listsOf(validator: OpenValidator, memory: Memory): Promise<NonNullable<Memory['lists']>> {
  const { client, opened, finalityBlocks } = validator
  if (memory.lists !== null && performance.now() - memory.lists.atMs < listsMs) return memory.lists
  const head = await client.getBlockNumber()
  const events = await opened.access.events.readTo(head > finalityBlocks ? head - finalityBlocks : 0n)
  const gatewayKey = await client.readContract({ address: opened.addresses.directory, abi: directoryAbi, functionName: 'gatewayHostKey' })
  const { gateway } = await getChain(opened.access.transport)
  const places = (gateway === null ? [] : [gateway, ...gateway.others]).flatMap(({ sshHost, tunnelPort }) =>
    tunnelPort === null ? [] : [{ host: sshHost, port: tunnelPort, gatewayKey }],
  )
  memory.lists = { atMs: performance.now(), nodes: registeredNodes(events), gateways: places }
  return memory.lists
}

function registeredNodes(events: readonly RecordedEvent[]): Hex32[] {
  const nodes = new Set<Hex32>()
  for (const event of events) {
    if (event.name === 'NodeRegistered') nodes.add(event.node)
    if (event.name === 'NodeRetired') nodes.delete(event.node)
  }
  return [...nodes]
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const end = () => {
      clearTimeout(timer)
      signal.removeEventListener('abort', end)
      resolve()
    }
    const timer = setTimeout(end, ms)
    signal.addEventListener('abort', end, { once: true })
  })
}
