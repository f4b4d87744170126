import { z } from 'zod'
import { address, hex32, uint96 } from '../scalars.ts'

const pt = (what: string) => uint96.describe(`${what} In base units of PToken (1e-18).`)
const day = (what: string) => z.int().describe(`${what} Unix time divided by \`daySeconds\`.`)
const path = z.array(hex32).describe('The Merkle path to the root of the day.')
const number = z.int().describe('Number of the programme, from 1.')

const head = {
  blockNumber: z.int(),
  now: z.int().describe('The clock of the chain. Unix seconds.'),
  contracts: z
    .strictObject({ pool: address.describe('HostingPool.'), pToken: address, daySeconds: z.int().describe('Seconds of a day of the pool.') })
    .nullable()
    .describe('Null if this chain has no hosting pool.'),
}

/** A hosting programme: the money of a sponsor for the hosting of one model. */
export const hostingProgrammeWire = z
  .strictObject({
    programme: number,
    sponsor: address,
    model: z.string().describe('The name of the model.'),
    perDay: pt('The most that a day pays.'),
    firstDay: day('The first day.'),
    lastDay: day('The last day.'),
    assigned: pt('Sum that published days assign to hosts.'),
    claimed: pt('Sum that hosts have claimed.'),
    returned: pt('Amount that the sponsor got back; null before.').nullable(),
    refundAt: z.int().describe('When the sponsor can get back the rest. Unix seconds.'),
  })
  .meta({ id: 'HostingProgramme' })
export type HostingProgrammeWire = z.infer<typeof hostingProgrammeWire>

/** The query of `GET /hosting`. */
export const hostingQueryWire = z.strictObject({ model: z.string().min(1).max(500).describe('The name of the model.') })

/** The answer of `GET /hosting`: the hosting programmes of a model, and the shares that accounts earned on the last published days. */
export const hostingWire = z
  .strictObject({
    ...head,
    programmes: z.array(hostingProgrammeWire).describe('Newest first, at most 50.'),
    shares: z
      .array(
        z.strictObject({
          programme: number,
          day: day('The day.'),
          account: address,
          amount: pt('What the account earned.'),
          claimed: z.boolean().describe('True after the share was paid.'),
        }),
      )
      .describe('Shares of the last published days, newest first, at most 100.'),
  })
  .meta({ id: 'Hosting' })
export type HostingWire = z.infer<typeof hostingWire>

const provenBudget = z.strictObject({ day: day('The day.'), amount: pt('The part of the programme that the day assigns.'), path })

/** The answer of `GET /hosting/accounts/{account}`: what an account can claim, and the programmes that it sponsors. */
export const hostingAccountWire = z
  .strictObject({
    ...head,
    claims: z
      .array(
        z.strictObject({
          programme: number,
          model: z.string().describe('The name of the model.'),
          day: day('The day.'),
          amount: pt('What the account earned.'),
          path,
          budget: pt('The part of the programme that the day assigns.'),
          budgetPath: path,
        }),
      )
      .describe('Shares that nobody has claimed yet, oldest first, at most 50.'),
    programmes: z
      .array(
        z.strictObject({ ...hostingProgrammeWire.shape, budgets: z.array(provenBudget).describe('Published days that nobody has assigned yet.') }),
      )
      .describe('Programmes of this sponsor, newest first, at most 50.'),
  })
  .meta({ id: 'HostingAccount' })
export type HostingAccountWire = z.infer<typeof hostingAccountWire>
