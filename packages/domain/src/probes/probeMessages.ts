import { utf8ToBytes } from '@noble/hashes/utils.js'
import type { Hex32 } from '../hashing/hex32.ts'
import { keccak256Hex } from '../hashing/keccak256.ts'
import { packWords } from '../hashing/packWords.ts'
import type { Address } from '../ids/address.ts'

/** One probe: a validator's test of a machine's network. Its random nonce makes an answer useless for a second probe. `hour` is Unix time divided by 3,600. */
export type Probe = { readonly chainId: number; readonly hour: number; readonly validator: Address; readonly node: Hex32; readonly nonce: Hex32 }

/** The messages of a probe. `echo` measures the round trip, `send` the speed at which the machine sends, and `receive` the speed at which it receives. */
export const probeKinds = ['echo', 'send', 'receive'] as const

/** One exchange of messages in a probe of a machine's network. */
export type ProbeKind = (typeof probeKinds)[number]

/**
 * A machine's signed answer to one exchange: the number of bytes that it sent or received, and their SHA-256. An echo has no bytes. Each exchange has its own
 * `nonce`.
 */
export type ProbeAnswer = { readonly kind: ProbeKind; readonly nonce: Hex32; readonly bytes: number; readonly sha256: Hex32 }

/**
 * A validator's measurement of a machine through one gateway. `rttMicros` is null if the machine did not answer there. `downKbps` is the speed at which the
 * machine receives, `upKbps` the speed at which it sends.
 */
export type ProbeRecord = {
  readonly node: Hex32
  readonly gateway: string
  readonly rttMicros: number | null
  readonly downKbps: number
  readonly upKbps: number
}

/** Returns the text that a validator signs (EIP-191) to probe a machine. */
export function probeText({ chainId, hour, validator, node, nonce }: Probe): string {
  return ['Infinitio probe', `chain: ${chainId}`, `hour: ${hour}`, `validator: ${validator}`, `node: ${node}`, `nonce: ${nonce}`].join('\n')
}

/**
 * Returns the text that a node key signs (EIP-191) as its answer. It contains the probe, so that an answer is useless for another validator, machine or nonce.
 */
export function probeAnswerText(probe: Probe, { kind, nonce, bytes, sha256 }: ProbeAnswer): string {
  const answer = [`exchange: ${kind}`, `answers: ${nonce}`, `bytes: ${bytes}`, `sha256: ${sha256}`]
  return [probeText(probe).replace('Infinitio probe', 'Infinitio probe answer'), ...answer].join('\n')
}

/** The location that a validator states, in hundredths of a degree north and east. */
export type ProbePlace = { readonly latitude: number; readonly longitude: number }

/** Returns the text that a validator signs (EIP-191) over its records of an hour and its stated location. The order of the records does not change the text. */
export function probeReportText({
  chainId,
  hour,
  place,
  records,
}: {
  readonly chainId: number
  readonly hour: number
  readonly place: ProbePlace | null
  readonly records: readonly ProbeRecord[]
}): string {
  const at = place === null ? [] : [`place: ${place.latitude} ${place.longitude}`]
  return ['Infinitio probe report', `chain: ${chainId}`, `hour: ${hour}`, ...at, `records: ${hashProbeRecords(records)}`].join('\n')
}

/** Returns one hash of a validator's measurements. The order of the measurements does not change the hash. */
function hashProbeRecords(records: readonly ProbeRecord[]): Hex32 {
  const words = records.map(({ node, gateway, rttMicros, downKbps, upKbps }) => [
    BigInt(node),
    BigInt(keccak256Hex(utf8ToBytes(gateway))),
    // Write 0 if the machine did not answer. A measured round trip is at least 1 µs, so it is never 0.
    BigInt(rttMicros ?? 0),
    BigInt(downKbps),
    BigInt(upKbps),
  ])
  return keccak256Hex(packWords(words.toSorted(compareWords).flat()))
}

function compareWords(one: readonly bigint[], other: readonly bigint[]): number {
  const at = one.findIndex((word, place) => word !== other[place])
  if (at === -1) return 0
  return (one[at] ?? 0n) < (other[at] ?? 0n) ? -1 : 1
}
