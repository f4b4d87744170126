import { z } from 'zod'
import { address, uint128 } from '../scalars.ts'

/** The present state of an incentive programme. */
const programmeStates = ['paying', 'empty', 'paused', 'closed'] as const

/** Largest number of sponsors that the list shows for one incentive programme. */
export const mostSponsors = 20

/** One incentive programme. */
export const programmeWire = z
  .strictObject({
    id: z.int(),
    name: z.string().describe('At most 32 bytes.'),
    classId: z.int().nullable().describe('The GPU class of the machines that earn from it; null: any class.'),
    regionId: z.int().nullable().describe('The region of the machines that earn from it; null: any region.'),
    perEpoch: uint128.describe('The most that it pays in an epoch, in base units of PToken (1e-18).'),
    remaining: uint128.describe('Money of sponsors that no epoch has spent yet, in base units of PToken.'),
    state: z
      .enum(programmeStates)
      .describe(
        '`closed` by a vote; `paused` by a rate of 0; `empty` with a rate and nothing left; else `paying`. A vote can set a rate in each of them.',
      ),
    paidIn: uint128.describe('Sum of all payments of sponsors, in base units of PToken.'),
    spent: uint128.describe('Sum that epochs have spent, in base units of PToken.'),
    sponsors: z
      .array(z.strictObject({ account: address, amount: uint128.describe('Sum that this sponsor paid in, in base units of PToken.') }))
      .max(mostSponsors)
      .describe(`The sponsors with the largest sums, at most ${mostSponsors}.`),
    sponsorCount: z.int().describe('Number of accounts that paid in.'),
  })
  .meta({ id: 'Programme' })
export type ProgrammeWire = z.infer<typeof programmeWire>

/** `GET /emission/programmes`: incentive programmes, newest first, all read at one block that is at most a few seconds old. */
export const programmesWire = z
  .strictObject({
    blockNumber: z.int(),
    blockTimestamp: z.int().describe('Time of that block. Unix seconds.'),
    contracts: z
      .strictObject({ emission: address, pToken: address })
      .nullable()
      .describe('The contract that takes payments into a programme, and the token; null if no DAO is deployed.'),
    items: z.array(programmeWire),
  })
  .meta({ id: 'Programmes' })
export type ProgrammesWire = z.infer<typeof programmesWire>
