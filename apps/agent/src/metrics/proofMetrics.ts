import { metrics } from '@infinitio/process'

/** The result of one GPU's proof: the agent published its sampled rows, it sent a commit but published no rows, or it made no proof in time. */
type ProofResult = 'opened' | 'unopened' | 'failed'

const slots = metrics.counter({ name: 'infinitio_agent_proof_slots_total', help: 'Slots in which machines of this agent proved', labels: [] })
const proofs = metrics.counter<'result'>({ name: 'infinitio_agent_proofs_total', help: 'GPU proofs of this agent by result', labels: ['result'] })
const seconds = metrics.counter({ name: 'infinitio_agent_proof_seconds_total', help: 'Seconds in which provers made proofs', labels: [] })

/** Counts one proof slot (a block at which machines prove their GPUs) in which machines of this agent made proofs. */
export function countSlot(): void {
  slots.inc()
}

/** Adds proofs of GPUs with this result to the metrics. */
export function countProofs(result: ProofResult, count: number): void {
  proofs.inc({ result }, count)
}

/** Adds the duration of one proof, in seconds. */
export function countProving(proofSeconds: number): void {
  seconds.inc(proofSeconds)
}
