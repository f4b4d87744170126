import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'

const mostCharacters = 72
/** Commits made before this had other rules. */
const since = '2026-11-24T23:00:00Z'

/** The subjects of new commits that have more than 72 characters, one line each. A checkout without its history (an archive, a shallow clone) has fewer to look at. */
export function commitSubjects(root: string): string[] {
  if (!existsSync(join(root, '.git'))) return []
  const log = execFileSync('git', ['log', '--no-merges', `--since=${since}`, '--format=%h %s'], { cwd: root, encoding: 'utf8' })
  return judgeSubjects(log.split('\n').filter((line) => line !== ''))
}

/** As `commitSubjects`, for lines of a short hash and a subject. */
export function judgeSubjects(lines: readonly string[]): string[] {
  return lines.flatMap((line) => {
    const subject = line.slice(line.indexOf(' ') + 1)
    return subject.length > mostCharacters ? [`${line}  has ${subject.length} characters; at most ${mostCharacters}`] : []
  })
}
