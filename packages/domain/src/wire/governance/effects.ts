import { z } from 'zod'
import { bountyCategories } from '../../emission/bountyCategories.ts'
import { address, uint256 } from '../scalars.ts'

const text = (what: string) => z.string().describe(what)

/** The effect of a proposal's call, other than setting a parameter. It is decoded from the call's bytes and never taken from the proposer's text. */
export const effectWire = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('grant'),
    source: z.enum(['treasuryG', 'treasuryPt', 'surplus']),
    to: address,
    amount: uint256.describe('Amount of the grant, in base units of G or PToken (1e-18).'),
    before: uint256
      .nullable()
      .describe('Amount in the source before; for `surplus`, the part that is not promised to programmes. Null if the chain no longer has it.'),
    after: uint256.nullable().describe('The remaining amount; null if it is not enough, or not known.'),
  }),
  z.strictObject({
    kind: z.literal('class'),
    name: text('At most 200 characters.'),
    vramGib: z.int(),
    pricePerGpuSecond: uint256.describe('Reference price of one GPU for one second, in base units of PToken.'),
  }),
  z.strictObject({
    kind: z.literal('price'),
    classId: z.int(),
    name: z.string().nullable(),
    before: uint256.nullable(),
    after: uint256.describe('Price of one GPU for one second, in base units of PToken.'),
  }),
  z.strictObject({ kind: z.literal('region'), name: text('At most 200 characters.') }),
  z.strictObject({
    kind: z.literal('entry'),
    name: text('Name of the entry in the Directory.'),
    before: address.nullable().describe('Present address; the zero address if there is no such entry, null if the chain no longer has it.'),
    after: address,
  }),
  z.strictObject({
    kind: z.literal('bounty'),
    category: z.enum(bountyCategories),
    reward: uint256.describe('Reward, in base units of G.'),
    openUntil: z.int().describe('It can be claimed before this time. Unix seconds.'),
    workSeconds: z.int(),
    text: text('The wanted work, cut after 200 characters.'),
  }),
  z.strictObject({
    kind: z.literal('allowance'),
    to: address,
    name: z.string().nullable().describe('Name of the contract that may take it; null if it is not a contract of the DAO.'),
    amount: uint256.describe('The most that it may take from the treasury, in base units of G.'),
  }),
  z.strictObject({
    kind: z.literal('revocation'),
    filing: uint256.describe('Number of the proof of green energy.'),
    source: z.string().nullable().describe('Source of its energy; null if the chain no longer has it.'),
    before: uint256
      .nullable()
      .describe('Share of the energy of its machines that it covers until then, in 1e18 fixed point; null if it is no certificate.'),
    slashed: uint256.nullable().describe('Part of its bond that is slashed, in base units of G; null if it is no certificate.'),
    reason: text('Reason, cut after 200 characters.'),
  }),
  z.strictObject({
    kind: z.literal('programme'),
    name: text('Name of the incentive programme, at most 32 bytes.'),
    classId: z.int().nullable().describe('The GPU class of the machines that earn from it; null: any class.'),
    regionId: z.int().nullable().describe('The region of the machines that earn from it; null: any region.'),
    perEpoch: uint256.describe('The most that it pays in an epoch, in base units of PToken.'),
  }),
  z.strictObject({
    kind: z.literal('programmeRate'),
    programme: z.int(),
    name: z.string().nullable().describe('Name of the programme; null if there is no such programme or the chain no longer has it.'),
    before: uint256
      .nullable()
      .describe('Present rate in base units of PToken per epoch; null if there is no such programme or the chain no longer has it.'),
    after: uint256.describe('The most that it pays in an epoch, in base units of PToken.'),
  }),
  z.strictObject({
    kind: z.literal('programmeClose'),
    programme: z.int(),
    name: z.string().nullable().describe('Name of the programme; null if there is no such programme or the chain no longer has it.'),
    released: uint256.nullable().describe('Remaining money that becomes unpromised surplus, in base units of PToken; null if it is not known.'),
  }),
  z.strictObject({
    kind: z.literal('upgrade'),
    contract: z.string(),
    before: address.nullable().describe('Address of its present code; null if the chain no longer has it.'),
    after: address,
    calls: z.boolean().describe('Whether the new code is called at once.'),
  }),
])
export type EffectWire = z.infer<typeof effectWire>

/** `GET /govern/proposals/{id}/simulation`: the effects that a proposal's calls would have if the timelock contract executed them after a given block. */
export const simulationWire = z
  .strictObject({
    blockNumber: z.int(),
    blockTimestamp: z.int().describe('Time of that block. Unix seconds.'),
    outcome: z
      .enum(['succeeds', 'fails', 'unknown', 'ended'])
      .describe('`unknown`: the chain node cannot play calls, or there are too many. `ended`: the proposal was executed, or never will be.'),
    failure: z
      .strictObject({
        call: z.int().nullable().describe('Index of the call that fails, from 0; null if there was no time to find it.'),
        error: z.string().describe('Name of the error in the contract; `Error` with a text, `Panic` with a number, empty if the contract gave none.'),
        arguments: z.array(z.string()).describe('Values of the error, at most 200 characters each.'),
      })
      .nullable()
      .describe('The failure; null unless a call fails.'),
  })
  .meta({ id: 'ProposalSimulation' })
export type SimulationWire = z.infer<typeof simulationWire>
