import { join } from 'node:path'
import { checkImagePins } from '../deploy/imagePins.ts'
import { checkDocuments } from '../docs/checkDocuments.ts'
import { checkLicences } from '../licences/checkLicences.ts'
import { findUntidy } from '../tidy/findUntidy.ts'
import { checkArrows } from './checkArrows.ts'
import { contractSizes } from './contractSizes.ts'
import { runCommand } from './runCommand.ts'
import { typePrograms } from './typePrograms.ts'

/** What a check found: nothing (`problems` empty), or text for a person to act on; `lines` are printed in both cases. */
export type Check = { name: string; run: () => Promise<{ problems: string; lines?: string[] }> }

/** Every check of `npm run check`, the slowest first. */
export function checks(root: string): Check[] {
  const tool = (name: string, args: string[]) => async () => {
    const { code, output } = await runCommand({ command: join(root, 'node_modules/.bin', name), args, cwd: root })
    return { problems: code === 0 ? '' : output.trim() || `${name} ended with code ${code}` }
  }
  return [
    // One thread a program: more of them check what they share again, and the other programs have the other cores.
    ...typePrograms(root).map(({ rooms, config }) => ({
      name: `types ${rooms.join(', ')}`,
      run: tool('tsc', ['-p', config, '--pretty', 'false', '--singleThreaded']),
    })),
    { name: 'dead code', run: tool('knip', ['--no-progress']) },
    { name: 'arrows', run: () => checkArrows(root) },
    { name: 'lint and format', run: tool('biome', ['check', '.', '--max-diagnostics=50', '--error-on-warnings']) },
    { name: 'licences of third parties', run: async () => ({ problems: checkLicences(root).join('\n') }) },
    { name: 'images pinned by digest', run: async () => ({ problems: checkImagePins(root).join('\n') }) },
    { name: 'contract sizes', run: async () => contractSizes(root) },
    { name: 'documents', run: async () => ({ problems: checkDocuments(root).join('\n') }) },
    { name: 'tidy', run: async () => ({ problems: untidyLines(root) }) },
  ]
}

function untidyLines(root: string): string {
  const { findings } = findUntidy(root)
  return findings.map(({ path, rule, message }) => `${path}  ${rule}: ${message}`).join('\n')
}
