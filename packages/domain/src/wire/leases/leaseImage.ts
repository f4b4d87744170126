import { z } from 'zod'
import { errorCode, intBetween, line } from '../scalars.ts'

const wanted = z.strictObject({ state: z.literal('wanted') }).describe('It is asked for once the machine is ready.')
const pulling = z.strictObject({ state: z.literal('pulling'), percent: intBetween(0, 100) })
const here = z.strictObject({ state: z.literal('here') }).describe('Sessions, script and command run in it.')
const refused = z.strictObject({
  state: z.literal('refused'),
  reason: line(400)
    .refine((text) => text.isWellFormed())
    .describe('In the words of the registry or the engine.'),
  retrying: z.boolean().describe('False: it is not asked for again, and the lease goes on without it.'),
})

/** How far the image of a lease is, as its node's agent says. */
export const leaseImageReportWire = z.discriminatedUnion('state', [wanted, pulling, here, refused])
export type LeaseImageReportWire = z.infer<typeof leaseImageReportWire>

/** The same as the parties of a lease see it. `none`: its workload names no image, or the lease is over. */
export const leaseImageWire = z
  .discriminatedUnion('state', [z.strictObject({ state: z.literal('none') }), wanted, pulling, here, refused.extend({ code: errorCode })])
  .meta({ id: 'LeaseImage' })
export type LeaseImageWire = z.infer<typeof leaseImageWire>
