import { settleProvenCall } from '@infinitio/chain'
import { sendCalls } from '@infinitio/chain/sender'
import { packProvenRows } from '@infinitio/proven'
import { CircuitRefused, type ProvenClaim, ProverToolFailed, proveRows } from '@infinitio/proven/prover'
import type { OpenProven } from '../proven/openProven.ts'
import { RelayError } from '../relayError.ts'
import { claimOf, type ServedChannel } from './servedChannel.ts'
import type { Settled, SettleParts } from './settleParts.ts'

const timeoutMs = 120_000
/** The gas of a transaction without its rows. The proof needs 260,000 of it. */
const gasOfCall = 450_000n
const gasOfRow = 60_000n
/** How long the prover rests after its first failure, doubled after each further one, and the longest rest. */
const firstRestMs = 60_000
const longestRestMs = 600_000

type ProvingParts = SettleParts & { readonly proven: OpenProven }

/**
 * Settles the claims on channels of keys on BabyJubJub, by one proof and one transaction for each part that fits the circuit. If the circuit refuses a part,
 * halves it and tries again, so that one bad voucher cannot stop the others. `failed` has `serving.proof_failed` if the circuit refuses a single claim, which
 * is then not tried again. If the prover itself failed, for example because it was killed for memory, `failed` has `serving.proof_failed`, no voucher counts as
 * refused, and the prover rests: a minute at first, up to ten minutes, unless somebody asks for a settlement. If the chain rejects a transaction, `failed` has its error. In both cases, the rest is not
 * settled now.
 */
export async function settleProvenClaims(
  parts: ProvingParts,
  channels: readonly ServedChannel[],
): Promise<Settled & { readonly failed: readonly unknown[] }> {
  const { count } = parts.proven.keys
  const settled = { rows: 0, amount: 0n }
  const failed: unknown[] = []
  const waiting = Array.from({ length: Math.ceil(channels.length / count) }, (_, index) => channels.slice(index * count, (index + 1) * count))
  for (let part = waiting.shift(); part !== undefined; part = waiting.shift()) {
    try {
      const { rows, amount } = await settlePart(parts, part)
      settled.rows += rows
      settled.amount += amount
    } catch (error) {
      const half = Math.ceil(part.length / 2)
      if (!(error instanceof CircuitRefused))
        return { ...settled, failed: [...failed, error instanceof ProverToolFailed ? rest(parts, error) : error] }
      if (part.length > 1) waiting.push(part.slice(0, half), part.slice(half))
      else failed.push(refuse(parts, part, error))
    }
  }
  return { ...settled, failed }
}

/** Notes the voucher of a claim that the circuit refused, and returns the error to report. */
function refuse({ proven }: ProvingParts, [channel]: readonly ServedChannel[], { message }: CircuitRefused): RelayError {
  if (channel?.best != null) proven.refused.add(channel.best.digest)
  return new RelayError('serving.proof_failed', `${channel?.id}: ${message}`)
}

/** Notes that the prover itself failed and until when it rests, and returns the error to report. */
function rest({ proven: { outage }, nowMs }: ProvingParts, { message }: ProverToolFailed): RelayError {
  const pauseMs = Math.min(firstRestMs * 2 ** outage.failures, longestRestMs)
  outage.failures += 1
  outage.untilMs = nowMs() + pauseMs
  return new RelayError('serving.proof_failed', `the prover failed, no voucher was refused, the next attempt is in ${pauseMs / 1_000} s: ${message}`)
}

async function settlePart({ book, ledger, service, operatorKey, proven }: ProvingParts, part: readonly ServedChannel[]): Promise<Settled> {
  await Promise.all(part.map(({ id }) => book.refresh(id)))
  const claims = part.flatMap((channel) => provenClaimOf(channel) ?? [])
  if (claims.length === 0) return { rows: 0, amount: 0n }
  const amount = part.reduce((sum, channel) => sum + (provenClaimOf(channel)?.claim ?? channel.chain.settled) - channel.chain.settled, 0n)
  const proof = await proveRows(proven.keys, { domain: ledger.domain, service, asset: 'PToken', claims })
  Object.assign(proven.outage, { failures: 0, untilMs: 0 })
  const { to, data } = settleProvenCall({ ledger: ledger.domain.ledger, service, asset: 'PToken', rows: packProvenRows(claims), proof })
  const gas = gasOfCall + gasOfRow * BigInt(claims.length)
  const call = { to, data, value: 0n, gas, what: `settling ${claims.length} proven claims` }
  await sendCalls(ledger.client, { privateKey: operatorKey, calls: [call], timeoutMs })
  await Promise.all(part.map(({ id }) => book.refresh(id)))
  return { rows: claims.length, amount }
}

function provenClaimOf(channel: ServedChannel): ProvenClaim | null {
  const { best, payer, key, serial, chain } = channel
  const claim = claimOf(channel)
  if (best === null || claim <= chain.settled) return null
  const { seq, spent, signature } = best.voucher
  return { payer, key, serial, seq, claim, spent, trace: best.trace, signature }
}
