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
  supply: g('Total supply of G.'),
  staked: g('Staked G, which can vote.'),
  unstaking: g('G that were unstaked and are not paid out yet.'),
  vesting: g('G in the vesting contract, which cannot vote.'),
  treasury: z.strictObject({ g: g('G of the treasury.'), pToken: pt('PToken of the treasury.') }),
  interest: z.strictObject({
    bps: z.int().describe('Interest per year, in basis points of the stake.'),
    mintedThisYear: g('Interest minted in this year since genesis.'),
    mostThisYear: g('The most that may be minted in a year.'),
    unclaimed: g('Interest that was minted and is not claimed yet.'),
  }),
  rules: z.strictObject({
    votingDelay: seconds('Time from a proposal to the start of voting.'),
    votingPeriod: seconds('Length of the vote.'),
    timelockDelay: seconds('Time from queueing to execution.'),
    holderChangeDelay: seconds('The same for a proposal that changes the operator, the pauser, the veto or an owner.'),
    unstakingSeconds: seconds('Time from unstaking to the payment.'),
    quorum: g('Votes for and abstentions that a proposal needs together.'),
    proposalThreshold: g('Votes that a proposer needs.'),
    proposalBond: g('Part of the stake of the proposer that a proposal locks until it has ended.'),
    fullPowerStake: g('From this total stake on, a vote may make any call; below it, votes may only set bounded parameters.'),
    guardian: address.describe('The account that may veto until `guardianUntil`; zero address: nobody.'),
    guardianUntil: at('The veto ends.'),
  }),
})

/** `GET /govern`: the state of the reserve and of the DAO on the chain, all read at one block that is at most a few seconds old. */
export const governWire = z
  .strictObject({
    blockNumber: z.int(),
    blockTimestamp: at('Time of that block.'),
    reserve: z.strictObject({
      reserve: pt('Value of the reserve coin in the PToken contract.'),
      supply: pt('Total supply of PToken.'),
      surplus: pt('Reserve less supply.'),
    }),
    dao: dao.nullable().describe('Null if no DAO is deployed.'),
  })
  .meta({ id: 'Govern' })
export type GovernWire = z.infer<typeof governWire>

const membership = z.strictObject({
  list: z.enum(['Bounties', 'CarbonRegistry', 'DisputeCourt', 'Findings']).describe('Name in the Directory of the contract that asks the members.'),
  state: z.enum(['out', 'in', 'left']).describe('`left`: it left the list, but its bond is still locked.'),
  bond: g('Its bond in this list.'),
  openPanels: z.int().describe('Number of open panels for which it was selected and that it has not answered.'),
  bondFrom: z.int().nullable().describe('From this time it can withdraw the bond, if no panel is open. Unix seconds; null unless it left.'),
})

/** `GET /govern/accounts/{account}`: an account's G tokens and votes, all read at one block. */
export const governAccountWire = z
  .strictObject({
    account: address,
    blockNumber: z.int(),
    blockTimestamp: at('Time of that block.'),
    stake: z
      .strictObject({
        final: z.boolean().describe('Whether the last final block has the same values, except votes and interest.'),
        wallet: g('G in the account’s wallet that are not staked.'),
        staked: g('Staked.'),
        bonded: g('Part of the stake that its proposals lock until they end. It votes and earns interest, but cannot be unstaked.'),
        votes: g('Votes from its own stake, unless delegated, and from the stakes that others delegate to it.'),
        delegate: address.describe('The account that votes with its stake; zero address before it first stakes.'),
        unstaking: g('G that were unstaked and are not paid out yet.'),
        releaseAt: z.int().nullable().describe('When `unstaking` is paid out. Unix seconds; null if it is 0.'),
        interest: g('Interest it can claim; the cap of the year may cut it.'),
      })
      .nullable()
      .describe('Null if no DAO is deployed.'),
    drawn: z
      .strictObject({
        bond: g('The smallest bond of a member. The bond is its weight in the random selection.'),
        mostBond: g('The largest bond.'),
        fine: g('Fine for a question that is not answered in time.'),
        lists: z.array(membership).describe('One for reviewers of bounties, one for auditors of carbon proofs, one for jurors of disputes.'),
      })
      .nullable()
      .describe('Its memberships of the lists from which panels are selected. Null if no DAO is deployed.'),
  })
  .meta({ id: 'GovernAccount' })
export type GovernAccountWire = z.infer<typeof governAccountWire>
