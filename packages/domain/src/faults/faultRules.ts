import { assert } from '../assertNever.ts'
import type { FaultFacts } from './faultFacts.ts'

/** Every party that a rule can find at fault. `operator` operates the market and its gateways. */
export const faultParties = ['provider', 'renter', 'operator', 'nobody'] as const

/** A party that a rule can find at fault. */
export type FaultParty = (typeof faultParties)[number]

/**
 * The sources of a rule's evidence, the most reliable first. `chain`: a signature on the chain. `market`: measurements of the market. `machine`: reports of the
 * agent on the provider's machine. `none`: no evidence.
 */
export const faultSources = ['chain', 'market', 'machine', 'none'] as const

/** A source of evidence. */
export type FaultSource = (typeof faultSources)[number]

/** One rule of the attribution of faults: its number, the party at fault, the source of its evidence, and the condition for it. */
export type FaultRule = {
  readonly number: number
  readonly party: FaultParty
  readonly source: FaultSource
  readonly applies: (facts: FaultFacts) => boolean
}

/** Xid errors (codes of NVIDIA's driver) that mean a hardware fault by NVIDIA's table. A renter's program cannot cause them; it can cause 13, 31, 43 and 45. */
export const hardwareXids: ReadonlySet<number> = new Set([48, 63, 64, 74, 79, 95, 119])

/** The least number of observations, for rules that need more than one. */
const leastObservations = 2

/** The rules in their sequence. The first rule that applies decides, and the last one always applies. */
export const faultRules = [
  { number: 1, party: 'operator', source: 'market', applies: ({ isMarketAway, isGatewayDown }) => isMarketAway || isGatewayDown },
  { number: 2, party: 'provider', source: 'market', applies: ({ silentWays, seenWays }) => silentWays >= leastObservations && seenWays === 0 },
  { number: 3, party: 'operator', source: 'market', applies: ({ seenWays, isGatewayEmpty }) => seenWays > 0 && isGatewayEmpty },
  {
    number: 4,
    party: 'provider',
    source: 'machine',
    applies: ({ xid, hasRebooted, hasMemoryErrors, isGpuLost, isMachineDiskFull }) =>
      hasRebooted || hasMemoryErrors || isGpuLost || isMachineDiskFull || (xid !== null && hardwareXids.has(xid)),
  },
  { number: 5, party: 'provider', source: 'market', applies: ({ isReadyLate }) => isReadyLate },
  {
    number: 6,
    party: 'renter',
    source: 'machine',
    applies: ({ hasImageFailed, isImageRefused, otherProvidersFailed, hasOtherImageCome }) =>
      hasImageFailed && (isImageRefused || otherProvidersFailed >= leastObservations || hasOtherImageCome),
  },
  {
    number: 7,
    party: 'provider',
    source: 'machine',
    applies: ({ hasImageFailed, hasOtherImageFailed }) => hasImageFailed && hasOtherImageFailed,
  },
  { number: 8, party: 'renter', source: 'machine', applies: ({ hasWorkloadFailed }) => hasWorkloadFailed },
  { number: 9, party: 'nobody', source: 'chain', applies: ({ isEndSigned }) => isEndSigned },
  { number: 10, party: 'nobody', source: 'none', applies: () => true },
] as const satisfies readonly FaultRule[]

/**
 * The rules after which validators give the renter a credit: the bill no longer contains the time in which the machine was not usable. In rules 1 and 3 the
 * operator is at fault, and in rule 10 nobody is.
 */
export const creditedRules: readonly FaultRuleNumber[] = [1, 3, 10]

/** The type of a rule's number. */
export type FaultRuleNumber = (typeof faultRules)[number]['number']

/** The numbers of all rules. */
export const faultRuleNumbers = faultRules.map(({ number }) => number) as [FaultRuleNumber, ...FaultRuleNumber[]]

/** The party at fault, the number of the rule that decided, and the source of its evidence. */
export type AttributedFault = { readonly party: FaultParty; readonly rule: FaultRuleNumber; readonly source: FaultSource }

/** Attributes an incident to exactly one party (which can be `nobody`) by the first rule that applies. Pure. The last rule always applies. */
export function attributeFault(facts: FaultFacts): AttributedFault {
  const rule = faultRules.find(({ applies }) => applies(facts))
  assert(rule !== undefined, 'the last rule always applies')
  return { party: rule.party, rule: rule.number, source: rule.source }
}
