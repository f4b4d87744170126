import { governRuns } from './governRuns.ts'
import { type BlockRun, type GuideRun, never } from './guideRun.ts'
import { operateRuns } from './operateRuns.ts'
import { programRuns } from './programRuns.ts'
import { provideRuns } from './provideRuns.ts'
import { rentRuns } from './rentRuns.ts'
import { workRuns } from './workRuns.ts'

const all: Readonly<Record<string, GuideRun>> = { ...rentRuns, ...provideRuns, ...operateRuns, ...programRuns, ...workRuns, ...governRuns }

/** Guides whose blocks run from the first to the last. Blocks of the others have the reason "not yet" until somebody has seen them run. */
const seen = new Set(['renter-quick-start', 'find-a-machine', 'fit-a-model', 'renter-security', 'faq'])

/** How each guide is tested, by its name. */
export const guideRuns: Readonly<Record<string, GuideRun>> = Object.fromEntries(
  Object.entries(all).map(([name, run]) => [name, seen.has(name) ? run : { ...run, blocks: run.blocks.map(notYet) }]),
)

function notYet(run: BlockRun): BlockRun {
  return run === 'here' || (typeof run === 'object' && 'saves' in run) ? never('not yet', '') : run
}
