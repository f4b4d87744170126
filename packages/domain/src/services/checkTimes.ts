import { utf8ToBytes } from '@noble/hashes/utils.js'
import { keccak256Hex } from '../hashing/keccak256.ts'
import { packWords } from '../hashing/packWords.ts'
import type { Address } from '../ids/address.ts'
import type { ServiceId } from './serviceIds.ts'

/**
 * The speed of one answer as a validator measured it. The times are in milliseconds since the validator sent the request. `firstMs` is the time of the first
 * text of a stream, and null for an answer that is not a stream. `wholeMs` is the time of the last text. `textBytes` is the length
 * of the text in UTF-8, without what its service may have added to seem fast.
 */
export type AnswerTime = { readonly firstMs: number | null; readonly wholeMs: number; readonly textBytes: number }

/** The speed of a service's answers to the questions of a check; null for a question that it did not answer. */
export type TimedAnswer = { readonly service: ServiceId; readonly times: readonly (AnswerTime | null)[] }

/** The largest time in milliseconds, and the largest text in bytes, that a validator reports. A validator waits at most one minute for an answer. */
export const answerTimeLimits = { wholeMs: 120_000, textBytes: 4 * 2 ** 20 } as const

/** A validator's measurements in one check of one model. Chain and directory name the market. */
export type CheckTimes = {
  readonly chainId: number
  readonly directory: Address
  readonly slot: number
  readonly model: string
  readonly times: readonly TimedAnswer[]
}

/**
 * Returns the text that a validator signs (EIP-191) over the speeds in its report of a check. This signature is separate, so that programs of earlier
 * releases still accept the signature over the answers. The sequence of the services does not change the text.
 */
export function checkTimesText({ chainId, directory, slot, model, times }: CheckTimes): string {
  const named = times.toSorted((one, other) => (one.service < other.service ? -1 : 1))
  const words = named.flatMap(({ service, times: own }) => [BigInt(service), BigInt(own.length), ...own.map(wordOf)])
  return [
    ...['Infinitio check times', `chain: ${chainId}`, `directory: ${directory}`, `check: ${slot}`],
    ...[`model: ${keccak256Hex(utf8ToBytes(model))}`, `times: ${keccak256Hex(packWords(words))}`],
  ].join('\n')
}

/** Packs a measurement into one number: 32 bits for each field, and a 1 in front of them, because 0 means that there was no answer. */
function wordOf(time: AnswerTime | null): bigint {
  if (time === null) return 0n
  const first = time.firstMs === null ? 0n : BigInt(time.firstMs) + 1n
  return (1n << 96n) | (first << 64n) | (BigInt(time.wholeMs) << 32n) | BigInt(time.textBytes)
}
