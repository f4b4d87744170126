import type { Hex32 } from '@infinitio/domain'
import type { InferenceInput } from '../input/inferenceInput.ts'
import { checkModel, type ModelFacts } from './checkModel.ts'
import { listModels, type ModelServer } from './modelServer.ts'

/** The checks of a model server, which ask it fixed questions. */
export type ModelChecks = {
  /**
   * Returns what the model server lacks for a job, in words; null if it can take the job: it has the model, its answers do not change, their fingerprint is the
   * one of the job, and it is fast enough. A server that does not answer lacks everything. `age` is the greatest age of earlier answers that count: `new` if
   * the machine decides about a job, `running` if it has accepted a task and should not lose time.
   */
  readonly lacks: (input: Pick<InferenceInput, 'model' | 'fingerprint' | 'speed'>, age: keyof typeof freshMs) => Promise<string | null>
  /** Returns the fingerprints of the first models of the server whose answers do not change. Rejects if the server does not answer. */
  readonly fingerprints: () => Promise<readonly Hex32[]>
}

type Known = { readonly at: number; readonly facts: Promise<ModelFacts> }

const freshMs = { new: 600_000, running: 3_600_000 } as const
const listWithinMs = 10_000
const checkWithinMs = 600_000
const mostModels = 100
/** A server can list hundreds of models, and the questions about one take up to minutes. */
const mostMeasured = 4

/** Creates the checks of a model server. `nowMs` is a clock that never goes back. */
export function createModelChecks(server: ModelServer, { nowMs = () => performance.now() }: { readonly nowMs?: () => number } = {}): ModelChecks {
  const known = new Map<string, Known>()

  function factsOf(model: string, age: keyof typeof freshMs): Promise<ModelFacts> {
    const before = known.get(model)
    if (before !== undefined && nowMs() - before.at < freshMs[age]) return before.facts
    const facts = checkModel(server, { model, signal: AbortSignal.timeout(checkWithinMs) })
    known.delete(model)
    known.set(model, { at: nowMs(), facts })
    for (const old of [...known.keys()].slice(0, Math.max(0, known.size - mostModels))) known.delete(old)
    facts.catch(() => known.delete(model))
    return facts
  }

  return {
    async fingerprints() {
      const models = (await listModels(server, AbortSignal.timeout(listWithinMs))).slice(0, mostMeasured)
      const found: Hex32[] = []
      // One after another, because the questions about one model load the server already.
      for (const model of models) {
        const facts = await factsOf(model, 'running').catch(() => null)
        if (facts !== null && facts.kind !== 'unstable') found.push(facts.fingerprint)
      }
      return found
    },
    async lacks({ model, fingerprint, speed }, age) {
      try {
        const models = await listModels(server, AbortSignal.timeout(listWithinMs))
        if (!models.includes(model)) return `the model server does not have ${model}`
        const facts = await factsOf(model, age)
        if (facts.kind === 'unstable')
          return `the model server changes its answer to question ${facts.question} about ${model} when it is asked again`
        if (facts.fingerprint !== fingerprint)
          return `the model server answers for ${model} with the fingerprint ${facts.fingerprint}, and the job names ${fingerprint}`
        if (facts.speed < speed) return `the model server gives ${facts.speed} tokens per second for ${model}, and the job needs ${speed}`
        return null
      } catch (error) {
        return error instanceof Error ? error.message : String(error)
      }
    },
  }
}
