import { join } from 'node:path'
import { checkImagePins } from '../deploy/imagePins.ts'
import { checkDocuments } from '../docs/checkDocuments.ts'
import { checkLicences } from '../licences/checkLicences.ts'
import { findUntidy } from '../tidy/findUntidy.ts'
import { listSourceFiles } from '../tidy/sourceFile.ts'
import { checkArrows } from './checkArrows.ts'
import { contractSizes } from './contractSizes.ts'
import { readCrumbsLeft, refusedCrumbs } from './refusedCrumbs.ts'
import { runCommand } from '../start/runCommand.ts'
import { typePrograms } from './typePrograms.ts'

/**
 * One check. `task` is the name of the turbo task that runs it (`check:TASK` in package.json; the files that it depends on are listed in turbo.json). Several
 * fast checks share one task. `problems` is empty, or has one line for each problem that a person must fix. `lines` are printed in any case.
 */
export type Check = { task: string; name: string; run: () => Promise<{ problems: string; lines?: string[] }> }

/** Every check of `npm run check`. */
export function checks(root: string): Check[] {
  const tool = (name: string, args: string[]) => async () => {
    const { code, output } = await runCommand({ command: join(root, 'node_modules/.bin', name), args, cwd: root })
    return { problems: code === 0 ? '' : output.trim() || `${name} ended with code ${code}` }
  }
  return [
    // Each compiler uses only one thread: with more threads, it would check shared code several times, and the other checks need the other cores.
    ...typePrograms(root).map(({ name, rooms, config }) => ({
      task: `types-${name}`,
      name: `types ${rooms.join(', ')}`,
      run: tool('tsc', ['-p', config, '--pretty', 'false', '--singleThreaded']),
    })),
    { task: 'dead-code', name: 'dead code', run: tool('knip', ['--no-progress']) },
    { task: 'arrows', name: 'arrows', run: () => checkArrows(root) },
    { task: 'lint', name: 'lint and format', run: tool('biome', ['check', '.', '--max-diagnostics=50', '--error-on-warnings']) },
    { task: 'files', name: 'licences of third parties', run: async () => ({ problems: checkLicences(root).join('\n') }) },
    { task: 'files', name: 'images pinned by digest', run: async () => ({ problems: checkImagePins(root).join('\n') }) },
    { task: 'files', name: 'compiled contracts', run: tool('node', ['contracts/scripts/checkCompiled.ts']) },
    { task: 'files', name: 'contract sizes', run: async () => contractSizes(root) },
    { task: 'files', name: 'documents', run: async () => ({ problems: checkDocuments(root).join('\n') }) },
    { task: 'files', name: 'crumbs', run: async () => ({ problems: refusedCrumbs(listSourceFiles(root), readCrumbsLeft(root)).join('\n') }) },
    { task: 'files', name: 'tidy', run: async () => ({ problems: untidyLines(root) }) },
  ]
}

/** The turbo tasks of all checks, each once. */
export function checkTasks(root: string): string[] {
  return [...new Set(checks(root).map(({ task }) => `check:${task}`))]
}

function untidyLines(root: string): string {
  const { findings } = findUntidy(root)
  return findings.map(({ path, rule, message }) => `${path}  ${rule}: ${message}`).join('\n')
}
