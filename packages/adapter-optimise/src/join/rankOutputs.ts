import { chunkRange } from '@infinitio/tasks'
import type { OptimiseInput } from '../input/optimiseInput.ts'
import { rankTrials, resultText } from '../result/searchResult.ts'
import { parseSpace } from '../space/parseSpace.ts'
import { createSampler } from '../space/sampleTrial.ts'
import { readChunkText } from '../trials/chunkText.ts'
import type { Ranked } from '../trials/scores.ts'

/** Returns all trials of a search, the best first, from the outputs of its tasks. Throws an AdapterError for an output that no machine with this adapter writes. */
export function rankOutputs(input: OptimiseInput, outputs: readonly (readonly Uint8Array[])[]): readonly Ranked[] {
  const { trials: items, tasks, chunks, goals } = input
  const scores = outputs.flatMap((ofTask, task) =>
    ofTask.flatMap((bytes, chunk) =>
      readChunkText(bytes, { ...chunkRange({ items, tasks, chunks, task, chunk }), goals: goals.length, halving: input }),
    ),
  )
  return rankTrials(scores, goals)
}

/** Returns the result of a search from its ranked trials: JSON with a row for each trial. */
export function rankedText(input: OptimiseInput, ranked: readonly Ranked[]): Uint8Array {
  const space = parseSpace(input.space)
  return resultText(ranked, { space, sample: createSampler(space, input.seed), goals: input.goals })
}
