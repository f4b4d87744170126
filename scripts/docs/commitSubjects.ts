import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'

const mostCharacters = 72
/** Commits after this time are checked. Earlier commits followed other rules. */
const since = '2026-11-24T23:00:00Z'

/**
 * Returns the subjects of commits after `since` that have more than 72 characters, one line each. In a checkout without its full history (an archive, a shallow
 * clone), checks only the commits that it has.
 */
export function commitSubjects(root: string): string[] {
  if (!existsSync(join(root, '.git'))) return []
  const log = execFileSync('git', ['log', '--no-merges', `--since=${since}`, '--format=%h %s'], { cwd: root, encoding: 'utf8' })
  return judgeSubjects(log.split('\n').filter((line) => line !== ''))
}

/** Checks commit subjects as `commitSubjects` does. Each of `lines` contains a short hash and a subject. */
export function judgeSubjects(lines: readonly string[]): string[] {
  return lines.flatMap((line) => {
    const subject = line.slice(line.indexOf(' ') + 1)
    return subject.length > mostCharacters ? [`${line}  has ${subject.length} characters; at most ${mostCharacters}`] : []
  })
}
