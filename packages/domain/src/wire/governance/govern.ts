import { z } from 'zod'
import { address, uint128 } from '../scalars.ts'

const g = (what: string) => uint128.describe(`${what} In base units of G (1e-18).`)
const pt = (what: string) => uint128.describe(`${what} In base units of PToken (1e-18).`)
const at = (what: string) => z.int().describe(`${what} Unix seconds.`)
const seconds = (what: string) => z.int().describe(`${what} Seconds.`)

const dao = z.strictObject({
  contracts: z
    .strictObject({
      gToken: address,
      stakedGToken: address,
      governor: address,
      timelock: address,
      vesting: address,
      emission: address,
      randomBeacon: address,
      panels: address,
      carbonRegistry: address,
    })
    .describe('The timelock is the treasury, too.'),
  supply: g('All G there are.'),
  staked: g('G that are staked and vote.'),
  unstaking: g('G that left the stake and are not paid yet.'),
  vesting: g('G in the vesting contract; they do not vote.'),
  treasury: z.strictObject({ g: g('G of the treasury.'), pToken: pt('PToken of the treasury.') }),
  interest: z.strictObject({
    bps: z.int().describe('Of a year, in basis points of what is staked.'),
    mintedThisYear: g('Interest minted in this year since genesis.'),
    mostThisYear: g('The most that may be minted in a year.'),
    unclaimed: g('Minted and not claimed yet.'),
  }),
  rules: z.strictObject({
    votingDelay: seconds('From a proposal to its voting.'),
    votingPeriod: seconds('How long is voted.'),
    timelockDelay: seconds('From queueing to the execution.'),
    holderChangeDelay: seconds('The same for a proposal that changes the operator, the pauser, the veto or an owner.'),
    unstakingSeconds: seconds('From unstaking to the payment.'),
    quorum: g('For and abstaining votes that a proposal needs.'),
    proposalThreshold: g('Votes that a proposer needs.'),
    proposalBond: g('What a proposal locks of its proposer’s own stake until it has ended.'),
    fullPowerStake: g('From so much staked on any call may pass; below it bounded parameters only.'),
    guardian: address.describe('May veto until the time below; zero address: nobody.'),
    guardianUntil: at('The veto ends.'),
  }),
})

/** `GET /govern`: the state of the reserve and of the DAO on the chain, all read at one block that is at most a few seconds old. */
export const governWire = z
  .strictObject({
    blockNumber: z.int(),
    blockTimestamp: at('Time of that block.'),
    reserve: z.strictObject({
      reserve: pt('What the reserve coin in PToken’s contract is worth.'),
      supply: pt('All PToken there are.'),
      surplus: pt('Reserve less supply.'),
    }),
    dao: dao.nullable().describe('Null where no DAO is deployed.'),
  })
  .meta({ id: 'Govern' })
export type GovernWire = z.infer<typeof governWire>

const membership = z.strictObject({
  list: z.enum(['Bounties', 'CarbonRegistry', 'DisputeCourt', 'Findings']).describe('As the Directory names the contract that asks.'),
  state: z.enum(['out', 'in', 'left']).describe('`left`: its bond is still there.'),
  bond: g('What it has there.'),
  openPanels: z.int().describe('Panels that it was drawn into and that are not over.'),
  bondFrom: z.int().nullable().describe('From when the bond can be taken back, once no panel is open. Unix seconds; null unless it left.'),
})

/** `GET /govern/accounts/{account}`: an account's G tokens and votes, all read at one block. */
export const governAccountWire = z
  .strictObject({
    account: address,
    blockNumber: z.int(),
    blockTimestamp: at('Time of that block.'),
    stake: z
      .strictObject({
        final: z.boolean().describe('Whether the last final block says the same of all but votes and interest.'),
        wallet: g('In the account’s wallet, not staked.'),
        staked: g('Staked.'),
        bonded: g('Of the stake, locked by its proposals until they have ended: it votes and earns, and cannot be unstaked.'),
        votes: g('Its votes: its own stake, unless delegated, and what others delegate to it.'),
        delegate: address.describe('Who votes with its stake; zero address before it first stakes.'),
        unstaking: g('Left the stake and not paid yet.'),
        releaseAt: z.int().nullable().describe('From when `unstaking` is paid. Unix seconds; null when nothing is.'),
        interest: g('Interest it can claim; the cap of the year may cut it.'),
      })
      .nullable()
      .describe('Null where no DAO is deployed.'),
    drawn: z
      .strictObject({
        bond: g('The least bond to join a list with. A bond is the weight in a draw.'),
        mostBond: g('The largest bond.'),
        fine: g('What a question costs that is not answered in time.'),
        lists: z.array(membership).describe('One for reviewers of bounties, one for auditors of carbon proofs, one for jurors of disputes.'),
      })
      .nullable()
      .describe('Whether it may be drawn to answer. Null where no DAO is deployed.'),
  })
  .meta({ id: 'GovernAccount' })
export type GovernAccountWire = z.infer<typeof governAccountWire>
