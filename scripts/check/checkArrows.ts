import { join } from 'node:path'
import { type CruisedModule, fileKnots, folderKnots } from './importKnots.ts'
import { runCommand } from '../start/runCommand.ts'

type Violation = { rule: { name: string }; from: string; to: string }

type Cruise = { modules: CruisedModule[]; summary: { violations: Violation[]; totalCruised: number } }

/** The import checker must have read at least this many modules. If it read fewer, it could not read our TypeScript, and would find no forbidden import. */
const fewestModules = 400
const deliberate = 'the-deliberate-wrong-arrow'

/**
 * Checks the imports between rooms (apps and packages), and cycles of imports between files and between folders. Also checks the checker itself: it must have
 * read at least 400 modules, and must report the one import in scripts/arrows that is forbidden on purpose.
 */
export async function checkArrows(root: string): Promise<{ problems: string }> {
  const args = ['--config', '.dependency-cruiser.cjs', '--output-type', 'json', 'apps', 'packages', 'scripts', 'e2e']
  const { output } = await runCommand({ command: join(root, 'node_modules/.bin/depcruise'), args, cwd: root })
  const start = output.indexOf('{')
  if (start < 0) return { problems: output }
  const { modules, summary } = JSON.parse(output.slice(start, output.lastIndexOf('}') + 1)) as Cruise
  const problems = summary.violations.filter(({ rule }) => rule.name !== deliberate).map(({ rule, from, to }) => `${rule.name}: ${from} → ${to}`)
  problems.push(...fileKnots(modules), ...folderKnots(modules))
  if (!summary.violations.some(({ rule }) => rule.name === deliberate)) problems.push('the deliberate wrong arrow was not found: this check is blind')
  if (summary.totalCruised < fewestModules) problems.push(`only ${summary.totalCruised} modules were read (at least ${fewestModules} expected)`)
  return { problems: problems.join('\n') }
}
