import { z } from 'zod'
import { leaseWire } from '../leases/leases.ts'
import { hex32, leaseId, line, queryInt, uint128 } from '../scalars.ts'
import { machineReportWire } from './machineReport.ts'
import { telemetrySampleWire } from './nodes.ts'
import { providerAlertWire, providerNodeWire } from './provider.ts'

/** The most log lines of an agent in one report, and the most log lines that the market stores for a machine. */
export const mostReportedLines = 50
export const mostStoredLines = 200

/**
 * One line of an agent's own log. The structured fields of the line are left out, because they may contain images, addresses or paths of renters. `code` is an
 * error code of this market or of the operating system.
 */
const agentLineWire = z
  .strictObject({
    n: z.int().min(1).max(2_147_483_647).describe('Counts the lines since the agent started.'),
    at: z.int().describe("Unix seconds of the machine's clock."),
    level: z.enum(['info', 'warn', 'error', 'fatal']),
    text: line(200),
    code: line(60).nullable(),
    leaseId: leaseId.nullable(),
  })
  .meta({ id: 'AgentLine' })
/** One line of an agent's log in JSON. */
export type AgentLineWire = z.infer<typeof agentLineWire>

const unixTime = z.int().min(0).max(253_402_300_799)

const agentFacts = {
  version: line(60).min(1),
  startedAt: unixTime.describe("Start of the agent, Unix seconds of the machine's clock."),
  bootedAt: unixTime.nullable().describe("Start of the machine, Unix seconds of the machine's clock."),
}

/** `POST /nodes/agent`: what an agent reports about itself, for the owner of its nodes. */
export const agentReportWire = z
  .strictObject({
    nodes: z.array(hex32).min(1).max(200),
    ...agentFacts,
    lines: z.array(agentLineWire).max(mostReportedLines).describe('New lines, oldest first.'),
  })
  .meta({ id: 'AgentReport' })
export type AgentReportWire = z.infer<typeof agentReportWire>

const machineAgentWire = z
  .strictObject({ ...agentFacts, reportedAt: z.int(), lines: z.array(agentLineWire).max(mostStoredLines).describe('Oldest first.') })
  .meta({ id: 'MachineAgent' })

const measured = z.number().min(0)

/**
 * `GET /provider/nodes/{node}`: one machine, for its owner only. `agent` is null when its agent reported nothing about itself, `reading` when nothing was
 * measured in the last 10 minutes. `energy` is the energy that the agent measured; hours without a reading are not included.
 */
export const machineWire = z
  .strictObject({
    node: providerNodeWire,
    report: machineReportWire.nullable(),
    agent: machineAgentWire.nullable(),
    reading: telemetrySampleWire.nullable(),
    energy: z
      .strictObject({
        todayWh: measured,
        last30DaysWh: measured,
        measuredSeconds: measured.describe('Measured time in the last 30 days, in seconds.'),
      })
      .nullable(),
    alerts: z.array(providerAlertWire).describe('Worst first; empty when all is well.'),
    leases: z.array(leaseWire).max(50).describe('Newest first.'),
    bonded: uint128.describe('The bond of the account, in PToken base units.'),
    chainNow: z.int(),
  })
  .meta({ id: 'Machine' })
export type MachineWire = z.infer<typeof machineWire>

/** The query of `GET /provider/nodes/{node}/telemetry`: how many hours of telemetry readings (measurements) of the machine to return, back from now. */
export const machineTelemetryQueryWire = z.strictObject({ hours: queryInt(1, 720).optional() })
/** The telemetry readings of a machine, oldest first, in the same resolutions as those of a lease. */
export const machineTelemetryWire = z
  .strictObject({
    resolutionSeconds: z.union([z.literal(5), z.literal(60), z.literal(3_600)]),
    samples: z.array(telemetrySampleWire),
  })
  .meta({ id: 'MachineTelemetry' })
export type MachineTelemetryWire = z.infer<typeof machineTelemetryWire>
