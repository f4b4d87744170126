import { z } from 'zod'
import { leverNames } from '../../emission/leverNames.ts'
import { faultParties, faultRuleNumbers } from '../../faults/faultRules.ts'
import { reliabilityFactsWire } from './reliabilityFacts.ts'
import { address, hex32, intBetween, queryInt, signature, signedShare, uint64, uint128, uint256 } from '../scalars.ts'

const pt = (what: string) => uint128.describe(`${what} In base units of PToken (1e-18).`)
const at = (what: string) => z.int().describe(`${what} Unix seconds.`)
const hour = intBetween(0, 4_294_967_295).describe('An hour: Unix time divided by 3,600.')
const signedEpoch = hour.describe('Unix time divided by the period of the subject: an hour (3,600 s), for `proofs` usually a minute (60 s).')

/** The most nodes in one emission record. The server parses a document in one piece, so a longer document would block all other requests for too long. */
const mostNodesPerLeaf = 16_384
/** The most partial sums in one emission record (a provider's payment). They are the nodes of a binary tree over 256 chunks of 64 machines. */
const mostSumsPerLeaf = 511

const node = z.strictObject({
  referenceGpuHours: uint256.describe('GPU-hours of reference compute that were present, in 1e18 fixed point like all factors and shares.'),
  quality: uint256,
  contribution: uint256,
  history: uint256,
  stability: uint256,
  diversity: uint256,
  demand: uint256,
  provenEnergy: uint256,
  computeShare: uint256.describe('Share of its provider in all compute of the epoch.'),
  siteSquares: uint256,
  burned: uint256.describe('PToken base units that its leases burned.'),
})

const leaf = z.strictObject({
  provider: address,
  cumulative: pt('Sum of its payments in all epochs up to this one.'),
  inputs: z.strictObject({
    before: pt('Its `cumulative` in the previous epoch.'),
    isBonded: z.boolean(),
    hasVerifiedTask: z.boolean(),
    shares: z
      .array(z.strictObject({ nodeId: hex32, node, programmes: uint256.describe('Bit i is set if the machine earns from budget i of the terms.') }))
      .max(mostNodesPerLeaf)
      .describe('Its machines, in chunks of 64.'),
    sums: z
      .array(uint128)
      .min(1)
      .max(mostSumsPerLeaf)
      .describe('Earnings of the chunks before the cap, as a binary tree with the root first; the children of sum i are 2i + 1 and 2i + 2.'),
  }),
})

/** The statement that validators sign about an emission epoch. */
export const epochTermsWire = z
  .strictObject({
    epoch: hour,
    previous: hour.describe('The earlier epoch on which it builds; 0 for the first.'),
    parametersVersion: intBetween(1, 4_294_967_295),
    total: pt('Amount that the epoch pays.'),
    due: pt('Amount that was earned, before the cap.'),
    available: pt('The cap: the forecast capacity, and the surplus plus the spending of programmes.'),
    burned: pt('Amount that the leases of all earning machines burned.'),
    common: z.strictObject({ activeNodes: uint64, slope: signedShare.describe('Slope of demand, in 1e18 fixed point.') }),
    budgets: z
      .array(
        z.strictObject({
          programme: intBetween(1, 4_294_967_295),
          budget: pt('Spent.'),
          weightOfAll: uint256.describe('Sum of the weights of its nodes.'),
        }),
      )
      .max(16),
    leaves: hex32,
    inputs: hex32,
  })
  .meta({ id: 'EpochTerms' })
export type EpochTermsWire = z.infer<typeof epochTermsWire>

/** An emission epoch with all its records (what each provider earned) and the inputs of each record. */
export const epochDocumentWire = z.strictObject({ terms: epochTermsWire, leaves: z.array(leaf).min(1).max(100_000) }).meta({ id: 'EpochDocument' })
export type EpochDocumentWire = z.infer<typeof epochDocumentWire>

/** The query of `GET /emission/hours`: the first and the last hour of a range. */
export const hoursQueryWire = z.strictObject({
  first: queryInt(0, 4_294_967_295),
  last: queryInt(0, 4_294_967_295),
  missing: z.enum(['skip']).optional().describe('`skip` leaves out old hours without a record. Otherwise such an hour is `api.not_found`.'),
})

/** The most machines that the statements of validators about one hour may have. */
const mostMachines = 20_000

/** For past hours, the seconds in which each node was present. These values never change, and every client gets the same values. */
export const hourRecordsWire = z
  .strictObject({
    hours: z.array(
      z.strictObject({
        hour,
        nodes: z.array(
          z.strictObject({
            node: hex32,
            seconds: intBetween(0, 3_600).describe('With heartbeats and a tunnel.'),
          }),
        ),
      }),
    ),
  })
  .meta({ id: 'HourRecords' })
export type HourRecordsWire = z.infer<typeof hourRecordsWire>

const signed = z.strictObject({ setHash: hex32, signer: address, signature })

/** `POST /emission/machines`: the facts of all machines at the end of an hour, with the signature of a member of the current validator set under their root. */
export const postMachinesWire = z
  .strictObject({
    epoch: hour,
    root: hex32.describe('Merkle root of the statements that follow from the facts.'),
    machines: z
      .array(z.strictObject({ node: hex32, ...reliabilityFactsWire.shape }))
      .min(1)
      .max(mostMachines)
      .describe('Every machine that is registered, is not retired and responded in the last 30 days.'),
    signed,
  })
  .meta({ id: 'PostMachines' })
export type PostMachinesWire = z.infer<typeof postMachinesWire>

/** The fields that are the same in the statements of validators about all GPUs of one proof slot (a block at which machines prove their GPUs). */
const statedSlot = {
  slot: z.int().min(1).describe('Number of the slot’s block.'),
  slotHash: hex32,
  beaconSeed: hex32.describe('Newest seed of the beacon at that block, or zero.'),
  calls: hex32.describe('Hash of the timers’ entries.'),
  timers: intBetween(1, 16).describe('Selected validators.'),
  z: z.int().min(1).describe('Number of the block from which the opened rows follow.'),
  zHash: hex32,
}

/** A statement of validators about the proof of one GPU in a proof slot. */
const statedGpu = z.strictObject({
  ...{ node: hex32, gpu: intBetween(0, 63) },
  commit: hex32.describe('Hash of its commit.'),
  shownMib: intBetween(0, 4_294_967_295).describe('Memory that the proof shows.'),
  passed: z.boolean().describe('Whether the proof was in time and all sampled rows were right.'),
  speedBps: intBetween(0, 10_000).describe('Speed relative to the reference of the class, in hundredths of a percent; 0 if it did not pass.'),
  site: intBetween(0, 20_000).describe('Number of the site (network) among the sites of the slot; 0 if the proof did not pass.'),
})

/** The most statements about one proof slot under one Merkle root. A larger market must divide them among several roots. */
const mostStatements = 20_000

/** `GET /emission/proofs/{root}`: the statements of validators about a slot of GPU proofs. */
export const slotStatementsWire = z
  .strictObject({ root: hex32, ...statedSlot, gpus: z.array(statedGpu).min(1).max(mostStatements) })
  .meta({ id: 'SlotStatements' })
export type SlotStatementsWire = z.infer<typeof slotStatementsWire>

/** Body of `POST /emission/proofs`: the statements of a proof slot, and the signature of their root by one of the validators that measured it. */
export const postSlotStatementsWire = z.strictObject({ ...slotStatementsWire.shape, epoch: signedEpoch, signed }).meta({ id: 'PostSlotStatements' })
export type PostSlotStatementsWire = z.infer<typeof postSlotStatementsWire>

/** `GET /listings/{node}/reliability`: the tier and reliability that validators attested for a machine, and the facts that decide them. */
export const machineReliabilityWire = z
  .strictObject({
    root: hex32.nullable().describe('The newest root that a quorum attested; null before the first.'),
    epoch: hour.nullable().describe('The last hour that the root includes. Unix time divided by 3,600.'),
    attestedAt: z.int().nullable().describe('Unix seconds.'),
    statement: z
      .strictObject({ tier: intBetween(0, 3), reliabilityBps: intBetween(0, 10_000), facts: reliabilityFactsWire })
      .nullable()
      .describe('The statement under this root about the machine; null if there is none.'),
  })
  .meta({ id: 'MachineReliability' })
export type MachineReliabilityWire = z.infer<typeof machineReliabilityWire>

/**
 * `POST /emission/board`: sends an epoch (its emission records) to the API, which collects signatures. It comes with the signature of a member of the current
 * validator set. For an epoch that is already published on the chain, no signature is needed.
 */
export const postEpochWire = z.strictObject({ document: epochDocumentWire, signed: signed.nullable() }).meta({ id: 'PostEpoch' })
export type PostEpochWire = z.infer<typeof postEpochWire>

/** `GET /emission/board`: the signatures of validators for the epochs of the last 24 h, as far as this server received them. */
export const boardWire = z
  .strictObject({
    items: z.array(z.strictObject({ epoch: hour, statement: hex32, setHash: hex32, signer: address, signature })),
  })
  .meta({ id: 'EpochBoard' })
export type BoardWire = z.infer<typeof boardWire>

/**
 * The subjects (kinds of data) of Merkle roots that validators sign, except epochs and losses, which have their own endpoints: the reputation of providers, the
 * GPU time that commitments delivered, machines, the GPU proofs of a slot, closed leases, proven frauds, and the hosting of models.
 */
export const rootSubjects = ['reputation', 'commitments', 'nodes', 'proofs', 'closed', 'frauds', 'hosting'] as const

/** A Merkle root, and a signature of this root by a member of the current validator set. */
export type SignedRoot = { subject: (typeof rootSubjects)[number]; epoch: number; root: string; signed: z.infer<typeof signed> }

/**
 * `POST /emission/roots`: a signed Merkle root. A root of GPU proofs must come with its statements (`postSlotStatementsWire`), because nobody can check it
 * without them.
 */
export const postRootWire = z
  .strictObject({ subject: z.enum(rootSubjects).exclude(['proofs']), epoch: hour, root: hex32, signed })
  .meta({ id: 'PostRoot' })
export type PostRootWire = z.infer<typeof postRootWire>

/** `GET /emission/roots`: the signatures of validators for the Merkle roots of the last 24 h, as far as this server received them. */
export const rootsWire = z
  .strictObject({
    items: z.array(z.strictObject({ subject: z.enum(rootSubjects), epoch: signedEpoch, root: hex32, setHash: hex32, signer: address, signature })),
  })
  .meta({ id: 'RootBoard' })
export type RootsWire = z.infer<typeof rootsWire>

const doubleRoot = z.strictObject({ setHash: hex32, root: hex32, signature })

/** `GET /emission/doubles`: pairs of different roots that one validator signed for one subject and epoch. Lists only pairs that this server received. */
export const doubleSignaturesWire = z
  .strictObject({
    items: z.array(
      z.strictObject({
        subject: z.enum(['emission', ...rootSubjects]),
        epoch: signedEpoch,
        signer: address,
        first: doubleRoot,
        second: doubleRoot.describe('The other root.'),
      }),
    ),
  })
  .meta({ id: 'DoubleSignatures' })
export type DoubleSignaturesWire = z.infer<typeof doubleSignaturesWire>

/** `GET /emission/losses`: leases that were lost with their node and are still open on the chain. */
export const lossesWire = z
  .strictObject({
    items: z.array(
      z.strictObject({
        ...{ leaseId: uint256, nodeId: hex32 },
        since: z.int().describe('Last heartbeat of the machine, Unix seconds of the block clock.'),
        start: z.int().nullable().describe('Start of a lease that never began, because its machine was silent before; null for a running lease.'),
        party: z.enum(faultParties).nullable().describe('The party at fault by the fault record; null without one. Never the operator.'),
      }),
    ),
  })
  .meta({ id: 'OpenLosses' })
export type LossesWire = z.infer<typeof lossesWire>

/** `POST /emission/losses`: a validator's signature for an hour, which confirms that a lease was lost. */
export const postLossWire = z.strictObject({ leaseId: uint256, epoch: hour, signed }).meta({ id: 'PostLoss' })
export type PostLossWire = z.infer<typeof postLossWire>

/**
 * `GET /emission/credits`: leases that were billed for time in which nobody could reach their machine, and the renter was not at fault. Validators can sign a
 * credit, which takes this time off the bill.
 */
export const creditsWire = z
  .strictObject({
    items: z.array(
      z.strictObject({
        leaseId: uint256,
        nodeId: hex32,
        seconds: z.int().min(1).describe('All seconds to remove from the bill of this lease.'),
        rule: z.literal(faultRuleNumbers).describe('The rule of the fault record.'),
      }),
    ),
  })
  .meta({ id: 'OpenCredits' })
export type CreditsWire = z.infer<typeof creditsWire>

/** `POST /emission/credits`: a validator's signature of a lease's credit (seconds that are taken off its bill), for an hour. */
export const postCreditWire = z.strictObject({ leaseId: uint256, epoch: hour, signed }).meta({ id: 'PostCredit' })
export type PostCreditWire = z.infer<typeof postCreditWire>

/** `POST /emission/board` returns the hash that validators sign about an epoch (the pay for one hour). */
export const statementWire = z.strictObject({ statement: hex32 }).meta({ id: 'EpochStatement' })
export type StatementWire = z.infer<typeof statementWire>

/**
 * The state of a published epoch. `open`: anyone can challenge it. `waiting`: its time for challenges is over, but it is not final, because a demand for its
 * data is not answered yet, or because an earlier epoch is not final. `final`: providers can claim its payments.
 */
export const epochStates = ['open', 'waiting', 'final'] as const

const earningGroup = z.strictObject({
  id: z.int().nullable().describe('Null for machines with an unknown class or region.'),
  name: z.string().nullable(),
  nodes: z.int(),
  referenceGpuHours: uint256.describe('GPU-hours of reference compute, in 1e18 fixed point.'),
  burned: pt('Amount that its leases burned.'),
  earned: pt('Rebates and shares of programmes, before the cap.'),
})

/** `GET /emission`: the state of the emission contract, all read at one block that is at most a few seconds old. */
export const emissionWire = z
  .strictObject({
    blockNumber: z.int(),
    blockTimestamp: at('Time of that block.'),
    emission: z
      .strictObject({
        contract: address,
        parametersVersion: z.int(),
        lastEpoch: hour.describe('The last published epoch; 0 if there is none.'),
        claimed: pt('Amount paid to providers so far.'),
        leastG: z.int().describe('Whole G that a provider must have staked to be paid.'),
        challengeBond: pt('Bond for a challenge, or for a demand of data.'),
        validators: z.int().describe('Number of validators in the set that signs.'),
        set: z
          .strictObject({
            setHash: hex32,
            formedAt: at('It was formed.'),
            members: z.array(z.strictObject({ account: address, stake: pt('Bond.') })).describe('In the order of the hash of the set.'),
          })
          .nullable()
          .describe('The validators that may sign now; null before the first set.'),
        factors: z
          .strictObject({
            minerShare: uint128.describe('Factor N, in 1e18 fixed point like the other factors.'),
            regulator: uint128.describe('Factor R.'),
            environmentFloor: uint128.describe('Factor E of a machine without a proof of its energy.'),
          })
          .nullable()
          .describe('Factors that were the same for all machines in the last epoch; null before the first.'),
        concentration: z
          .strictObject({
            providers: z.int().describe('Number of providers with machines that earn.'),
            hhi: uint128.describe('Sum of their squared shares, in 1e18 fixed point: 1 if one provider has everything.'),
            gini: uint128.describe('0 if all have the same, near 1 if one of many has nearly everything, in 1e18 fixed point.'),
            nakamoto: z.int().describe('The smallest number of providers that have more than half together.'),
          })
          .nullable()
          .describe('Concentration of the compute in the last epoch; null if this market does not store the epoch.'),
        earnings: z
          .strictObject({ classes: z.array(earningGroup), regions: z.array(earningGroup) })
          .nullable()
          .describe('Earnings in the last epoch by class and by region, most first; null if this market does not store the epoch.'),
        epochs: z
          .array(
            z.strictObject({
              epoch: hour,
              previous: hour,
              statement: hex32,
              total: pt('Amount that the epoch pays.'),
              due: pt('Amount that was earned.'),
              available: pt('The cap of the payments.'),
              burned: pt('Amount that the leases of its machines burned.'),
              activeNodes: z.int(),
              publishedAt: at('It was published.'),
              finalAt: at('From this time it is final, if no challenge or demand is open.'),
              openDemands: z.int(),
              state: z.enum(epochStates),
              hasDocument: z.boolean().describe('Whether this market stores its document.'),
            }),
          )
          .describe('The last 48 valid epochs, newest first.'),
      })
      .nullable()
      .describe('Null if no DAO is deployed.'),
  })
  .meta({ id: 'Emission' })
export type EmissionWire = z.infer<typeof emissionWire>

/** `GET /emission/accounts/{account}`: the sum that the newest final epoch owes a provider, with the proof to claim it. */
export const emissionAccountWire = z
  .strictObject({
    account: address,
    claimed: pt('Paid so far.'),
    staked: uint128.describe('G staked, in base units.'),
    claim: z
      .strictObject({ epoch: hour, cumulative: pt('All pay up to this epoch.'), amount: pt('Pay of a claim now.'), proof: z.array(hex32) })
      .nullable()
      .describe('The claim that is possible now; null if there is none.'),
    pending: pt('Amount that epochs add which are not final yet.'),
    nodes: z
      .array(
        node.extend({
          id: hex32,
          className: z.string().nullable(),
          regionName: z.string().nullable(),
          environment: uint256.describe('Factor E: from the floor of the epoch to 1, by the proven energy.'),
          emission: pt('T, the upper limit of its rebate.'),
          rebate: pt('Rebate of the amount that its leases burned.'),
          programmeShares: pt('Amount from incentive programmes.'),
          lever: z
            .strictObject({
              name: z.enum(leverNames).describe('The factor that would have paid most. `leases`: only more leases would pay more.'),
              from: uint256.describe('Value of the factor, in 1e18 fixed point; for `leases`, the amount that they burned.'),
              to: uint256.describe('Value that would be possible.'),
              earned: pt('Amount that the machine earned, before the cap.'),
              couldEarn: pt('Amount that it would have earned with this one change.'),
            })
            .nullable()
            .describe('The improvement by the provider that would have paid most; null if none would have.'),
        }),
      )
      .describe('Its machines, with the values that the last published epoch counted.'),
  })
  .meta({ id: 'EmissionAccount' })
export type EmissionAccountWire = z.infer<typeof emissionAccountWire>
