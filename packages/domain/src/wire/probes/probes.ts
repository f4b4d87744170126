import { z } from 'zod'
import { probeLimits, regionStates } from '../../probes/index.ts'
import { address, hex32, intBetween, queryInt, signature } from '../scalars.ts'

const lastHour = 4_294_967_295
const hour = intBetween(0, lastHour).describe('An hour: Unix time divided by 3,600.')
/** Upper limits, far above real values: a round trip of 1,000 seconds, and a terabit per second. */
const most = { rttMicros: 1_000_000_000, kbps: 1_000_000_000 } as const

const gatewayName = z
  .string({ error: 'api.invalid_field' })
  .regex(/^[A-Za-z0-9_.-]{1,64}$/, { error: 'api.invalid_field' })
  .describe('Name of the gateway.')

const place = z
  .strictObject({
    latitude: intBetween(-9_000, 9_000).describe('Hundredths of a degree north.'),
    longitude: intBetween(-18_000, 18_000).describe('Hundredths of a degree east.'),
  })
  .nullable()
  .describe('Where the validator states that it is; null if it does not.')

const record = z.strictObject({
  node: hex32,
  gateway: gatewayName,
  rttMicros: intBetween(1, most.rttMicros)
    .nullable()
    .describe('Shortest round trip in millionths of a second; null if the machine did not answer at this gateway.'),
  downKbps: intBetween(0, most.kbps).describe('Speed of received data, in kbit/s.'),
  upKbps: intBetween(0, most.kbps).describe('Speed of sent data, in kbit/s.'),
})

/**
 * `POST /probes/reports`: measurements of machines in the present hour by a member of the validator set. After a first report, which may have no records, the
 * gateways accept this validator.
 */
export const probeReportWire = z
  .strictObject({
    hour,
    validator: address.describe('A member of the set that must probe these machines in this hour.'),
    place,
    records: z.array(record).max(probeLimits.records).describe('One record for each machine and gateway.'),
    signature,
  })
  .meta({ id: 'ProbeReport' })
export type ProbeReportWire = z.infer<typeof probeReportWire>

/** The answer of the API when it has stored a probe report: the hour of the report. */
export const keptReportWire = z.strictObject({ hour }).meta({ id: 'KeptProbeReport' })

/** The path parameters of `GET /probes/hours/{hour}`. */
export const probeHourParams = z.strictObject({ hour: queryInt(0, lastHour).describe('Unix time divided by 3,600.') })

/** `GET /probes/hours/{hour}`: all reports of an hour, with their signatures. An hour that is over never changes. */
export const probeHourWire = z
  .strictObject({
    hour,
    reports: z
      .array(
        z.strictObject({
          validator: address.describe('The member of the set that measured.'),
          signature,
          place,
          records: z.array(record).describe('One record for each machine and gateway.'),
        }),
      )
      .describe('Reports with records.'),
  })
  .meta({ id: 'ProbeHour' })
export type ProbeHourWire = z.infer<typeof probeHourWire>

/** `GET /nodes/{node}/probes`: the network figures that a machine claims, and those that validators measured. */
export const nodeProbesWire = z
  .strictObject({
    node: hex32,
    claimedMbps: z.int().describe('Speed that the machine claims in the registry, in Mbit/s.'),
    probedHours: intBetween(0, 24).describe('Hours of the last 24 in which at least three validators probed it.'),
    gateways: z.int().describe('Gateways at which most validators reached it in three of four hours.'),
    region: z
      .strictObject({
        name: z.string().nullable().describe('Name of its region on the chain; null if it is not known yet.'),
        state: z
          .enum(regionStates)
          .describe(
            '`consistent`: no round trip contradicts it; `false`: it answered faster than light allows; `unknown`: too few validators could judge.',
          ),
        possible: z.int().describe('Validators of the last 24 hours whose round trips fit it.'),
        impossible: z.int().describe('Validators whose round trips are too short for it.'),
      })
      .describe('Its region, judged by the locations that validators state.'),
    networkMbps: z.int().nullable().describe('Median of the hours, the lower of both directions, in Mbit/s; null with fewer than six hours.'),
    hours: z
      .array(
        z.strictObject({
          hour,
          validators: z.int().describe('Validators that probed it.'),
          gateways: z.array(gatewayName).describe('Gateways at which most of them reached it.'),
          rttMs: z.number().nullable().describe('Median of the shortest round trips in milliseconds; null if most did not reach it.'),
          downMbps: z.number().describe('Median speed of received data, in Mbit/s.'),
          upMbps: z.number().describe('Median speed of sent data, in Mbit/s.'),
        }),
      )
      .describe('Newest first.'),
  })
  .meta({ id: 'NodeProbes' })
export type NodeProbesWire = z.infer<typeof nodeProbesWire>
