import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { findUntidy } from '../tidy/findUntidy.ts'
import { checkArrows } from './checkArrows.ts'
import { runCommand } from './runCommand.ts'

/** What a check found: nothing (`problems` empty), or text for a person to act on. */
export type Check = { name: string; run: () => Promise<{ problems: string }> }

/** Every check of `npm run check`, the slowest first. */
export function checks(root: string): Check[] {
  const tool = (name: string, args: string[]) => async () => {
    const { code, output } = await runCommand({ command: join(root, 'node_modules/.bin', name), args, cwd: root })
    return { problems: code === 0 ? '' : output.trim() || `${name} ended with code ${code}` }
  }
  return [
    ...typedRooms(root).map((room) => ({ name: `types ${room}`, run: tool('tsc', ['-p', room, '--pretty', 'false']) })),
    { name: 'dead code', run: tool('knip', ['--no-progress']) },
    { name: 'arrows', run: () => checkArrows(root) },
    { name: 'lint and format', run: tool('biome', ['check', '.', '--max-diagnostics=50', '--error-on-warnings']) },
    { name: 'tidy', run: async () => ({ problems: untidyLines(root) }) },
  ]
}

/** Every room with a tsconfig.json, the largest first. */
function typedRooms(root: string): string[] {
  const rooms = ['apps', 'packages'].flatMap((parent) => readdirSync(join(root, parent)).map((name) => `${parent}/${name}`))
  return [...rooms, 'contracts', 'scripts', 'e2e'].filter((room) => existsSync(join(root, room, 'tsconfig.json')))
}

function untidyLines(root: string): string {
  const { findings } = findUntidy(root)
  return findings.map(({ path, rule, message }) => `${path}  ${rule}: ${message}`).join('\n')
}
