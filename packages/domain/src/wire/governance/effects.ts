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
    amount: uint256.describe('In base units of G or PToken (1e-18).'),
    before: uint256.nullable().describe('What is there before; of the surplus what no programme was promised. Null where the chain no longer tells.'),
    after: uint256.nullable().describe('What is left; null where it is not enough, or not known.'),
  }),
  z.strictObject({
    kind: z.literal('class'),
    name: text('At most 200 characters.'),
    vramGib: z.int(),
    pricePerGpuSecond: uint256.describe('In base units of PToken.'),
  }),
  z.strictObject({
    kind: z.literal('price'),
    classId: z.int(),
    name: z.string().nullable(),
    before: uint256.nullable(),
    after: uint256.describe('Of a GPU and second, in base units of PToken.'),
  }),
  z.strictObject({ kind: z.literal('region'), name: text('At most 200 characters.') }),
  z.strictObject({
    kind: z.literal('entry'),
    name: text('As the Directory names it.'),
    before: address.nullable().describe('The zero address where nothing has that name; null where the chain no longer tells.'),
    after: address,
  }),
  z.strictObject({
    kind: z.literal('bounty'),
    category: z.enum(bountyCategories),
    reward: uint256.describe('In base units of G.'),
    openUntil: z.int().describe('It may be claimed before. Unix seconds.'),
    workSeconds: z.int(),
    text: text('What is wanted, at most 200 characters of it.'),
  }),
  z.strictObject({
    kind: z.literal('allowance'),
    to: address,
    name: z.string().nullable().describe('Of the contract that may take it; null where it is none of the DAO’s.'),
    amount: uint256.describe('The most that it may take of the treasury, in base units of G.'),
  }),
  z.strictObject({
    kind: z.literal('revocation'),
    filing: uint256.describe('The proof of green energy, by its number.'),
    source: z.string().nullable().describe('Where its energy comes from; null where the chain no longer tells.'),
    before: uint256
      .nullable()
      .describe('Share of its nodes’ energy that it covers until then, in 1e18 fixed point; null where it is no certificate.'),
    slashed: uint256.nullable().describe('Of its bond, in base units of G; null as above.'),
    reason: text('At most 200 characters of it.'),
  }),
  z.strictObject({
    kind: z.literal('programme'),
    name: text('Of the incentive programme, at most 32 bytes.'),
    classId: z.int().nullable().describe('The class of GPU whose machines earn of it; null: of any.'),
    regionId: z.int().nullable().describe('The region whose machines earn of it; null: of any.'),
    perEpoch: uint256.describe('The most that it pays in an epoch, in base units of PToken.'),
  }),
  z.strictObject({
    kind: z.literal('programmeRate'),
    programme: z.int(),
    name: z.string().nullable().describe('Null where there is no such programme, or the chain no longer tells.'),
    before: uint256.nullable().describe('Null as above.'),
    after: uint256.describe('The most that it pays in an epoch, in base units of PToken.'),
  }),
  z.strictObject({
    kind: z.literal('programmeClose'),
    programme: z.int(),
    name: z.string().nullable().describe('Null as above.'),
    released: uint256.nullable().describe('What it has left becomes surplus that nobody was promised, in base units of PToken; null as above.'),
  }),
  z.strictObject({
    kind: z.literal('upgrade'),
    contract: z.string(),
    before: address.nullable().describe('Where its code is; null where the chain no longer tells.'),
    after: address,
    calls: z.boolean().describe('Whether the new code is called at once.'),
  }),
])
export type EffectWire = z.infer<typeof effectWire>

/** `GET /govern/proposals/{id}/simulation`: the effects of a proposal's calls, if the timelock contract executed them on top of a block. */
export const simulationWire = z
  .strictObject({
    blockNumber: z.int(),
    blockTimestamp: z.int().describe('Time of that block. Unix seconds.'),
    outcome: z
      .enum(['succeeds', 'fails', 'unknown', 'ended'])
      .describe('`unknown`: the chain node cannot play calls, or there are too many. `ended`: the proposal was executed, or never will be.'),
    failure: z
      .strictObject({
        call: z.int().nullable().describe('Which call fails, from 0; null where there was no time to find out.'),
        error: z.string().describe('The contract’s own name for it; `Error` with a text, `Panic` with a number, empty where it gave none.'),
        arguments: z.array(z.string()).describe('Its values, at most 200 characters each.'),
      })
      .nullable()
      .describe('Null unless it fails.'),
  })
  .meta({ id: 'ProposalSimulation' })
export type SimulationWire = z.infer<typeof simulationWire>
