import { utf8ToBytes } from '@noble/hashes/utils.js'
import type { Hex32 } from '../hashing/hex32.ts'
import { keccak256Hex } from '../hashing/keccak256.ts'
import { packWords } from '../hashing/packWords.ts'
import type { Address } from '../ids/address.ts'
import { developmentChainId } from '../proofs/proofTimes.ts'
import type { ServiceId } from './serviceIds.ts'

/**
 * Limits of checks, in which validators compare the answers of AI services. `perDay` is the number of checks of a service in a day, and `checkers` the most
 * validators that ask in one check. Each of them asks `questions` different questions. `services` is the most services in one report.
 */
export const checkLimits = { perDay: 20, checkers: 5, questions: 2, services: 64 } as const

const dailySeconds = 86_400
/** The length of a check on the development chain, in seconds. It is short, so that a person sees within minutes that a cheat is found. */
const developmentSeconds = 120

/** Returns the length of one check in seconds: 4,320, which is a twentieth of a day. On the development chain, it is 120. */
export function checkSecondsOf(chainId: number): number {
  return chainId === developmentChainId ? developmentSeconds : dailySeconds / checkLimits.perDay
}

/** Returns the number of the check (`slot`) at a time in Unix seconds. */
export function checkSlotAt(seconds: number, chainId: number): number {
  return Math.floor(seconds / checkSecondsOf(chainId))
}

/**
 * The beginnings of a service's answers to the questions of a check. Each is given as the Keccak-256 hash of its text, or null if the service did not answer
 * that question. Equal beginnings have equal hashes.
 */
export type CheckedAnswer = { readonly service: ServiceId; readonly heads: readonly (Hex32 | null)[] }

/** A validator's report about one check: the answers of the services of one model to the same questions. */
export type CheckReport = { readonly slot: number; readonly model: string; readonly answers: readonly CheckedAnswer[] }

/** The market of a report. Two markets of one chain can have the same validators, but never the same directory of contracts. */
type CheckedMarket = { readonly chainId: number; readonly directory: Address }

/**
 * Returns the text that a validator signs (EIP-191) over its report of a check. It contains the chain and the market's directory, so that no other market can
 * show the report as its own. The order of the answers does not change the text.
 */
export function checkReportText({ chainId, directory, slot, model, answers }: CheckReport & CheckedMarket): string {
  const named = answers.toSorted((one, other) => (one.service < other.service ? -1 : 1))
  // Write 0 if the service did not answer. The hash of a text is never 0 in practice.
  const words = named.flatMap(({ service, heads }) => [BigInt(service), BigInt(heads.length), ...heads.map((head) => BigInt(head ?? 0))])
  return [
    ...['Infinitio check report', `chain: ${chainId}`, `directory: ${directory}`, `check: ${slot}`],
    ...[`model: ${keccak256Hex(utf8ToBytes(model))}`, `answers: ${keccak256Hex(packWords(words))}`],
  ].join('\n')
}

/**
 * Returns the validators that check a model on a day. `day` is the number of the day; a day has twenty checks. In a set of more than five validators, the
 * random seed of the day selects five. Nobody can know these five before the seed exists, and then everybody calculates the same five. Without a seed, only the
 * day and the model select them.
 */
export function checkersOf<Member extends { readonly account: Address }>({
  day,
  model,
  seed,
  members,
}: {
  readonly day: number
  readonly model: string
  readonly seed: Hex32 | null
  readonly members: readonly Member[]
}): readonly Member[] {
  if (members.length <= checkLimits.checkers) return members
  const own = [BigInt(seed ?? 0), BigInt(day), BigInt(keccak256Hex(utf8ToBytes(model)))]
  const ranked = members.map((member) => ({ member, rank: keccak256Hex(packWords([...own, BigInt(member.account)])) }))
  const drawn = new Set(
    ranked
      .toSorted((one, other) => (one.rank < other.rank ? -1 : 1))
      .slice(0, checkLimits.checkers)
      .map(({ member }) => member),
  )
  return members.filter((member) => drawn.has(member))
}

/** Returns the day of a check: its number divided by twenty. The validators that check a model remain the same for a day. */
export function checkDayOf(slot: number): number {
  return Math.floor(slot / checkLimits.perDay)
}
