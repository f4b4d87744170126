import { governRuns } from './governRuns.ts'
import { type BlockRun, type GuideRun, never } from './guideRun.ts'
import { operateRuns } from './operateRuns.ts'
import { programRuns } from './programRuns.ts'
import { provideRuns } from './provideRuns.ts'
import { rentRuns } from './rentRuns.ts'
import { workRuns } from './workRuns.ts'

const all: Readonly<Record<string, GuideRun>> = { ...rentRuns, ...provideRuns, ...operateRuns, ...programRuns, ...workRuns, ...governRuns }

/** Guides whose blocks run from the first to the last. Blocks of the others have the reason "not yet" until somebody has seen them run. */
const seen = new Set([
  'ai-agents',
  'api',
  'backup',
  'ci',
  'customer-invoices',
  'earnings',
  'economy',
  'end-a-lease',
  'exit',
  'faq',
  'faults',
  'fees',
  'find-a-machine',
  'fit-a-model',
  'fleet',
  'from-another-cloud',
  'gateways',
  'governance',
  'internet',
  'jobs',
  'jupyter',
  'keep-your-data',
  'lease-trouble',
  'logs',
  'machine',
  'money',
  'operator',
  'operator-keys',
  'operator-quick-start',
  'order-receipts',
  'order-rules',
  'payouts',
  'production',
  'python',
  'queue-and-fill',
  'reliability',
  'rent-a-machine',
  'renter-quick-start',
  'renter-security',
  'reviews',
  'secrets',
  'session-keys',
  'share-a-lease',
  'skypilot',
  'ssh',
  'tools',
  'tools-account',
  'tools-acts',
  'tools-machines',
  'tools-network',
  'tools-renting',
  'use-a-lease',
  'vscode',
])

/** How each guide is tested, by its name. */
export const guideRuns: Readonly<Record<string, GuideRun>> = Object.fromEntries(
  Object.entries(all).map(([name, run]) => [name, seen.has(name) ? run : { ...run, blocks: run.blocks.map(notYet) }]),
)

function notYet(run: BlockRun): BlockRun {
  return run === 'here' || (typeof run === 'object' && 'saves' in run) ? never('not yet', '') : run
}
