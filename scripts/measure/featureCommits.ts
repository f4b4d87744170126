import { execFileSync } from 'node:child_process'

/**
 * Numbers about the size of `feat` commits: the median number of files, and the fraction that changed files in more than three rooms (apps, packages or other
 * main folders).
 */
export type FeatureCommits = { commits: number; medianFiles: number; shareOfManyRooms: number }

/**
 * Counts the changed files and rooms of each `feat` commit in a git range ("v1..HEAD"), without merges. Every file that git lists counts, including tests and
 * documents. A room is a folder of `apps` or `packages`, or one of `contracts`, `prisma`, `scripts` and `e2e`.
 */
export function featureCommits(root: string, range: string): FeatureCommits {
  const args = ['log', '--no-merges', '--extended-regexp', '--grep=^feat(\\(|:|!)', '--name-only', '--format=%x00', range]
  const output = execFileSync('git', args, { cwd: root, encoding: 'utf8', maxBuffer: 1 << 28 })
  const commits = output
    .split('\0')
    .map((text) => text.split('\n').filter((line) => line !== ''))
    .filter((paths) => paths.length > 0)
  const sizes = commits.map((paths) => paths.length).sort((a, b) => a - b)
  const manyRooms = commits.filter((paths) => new Set(paths.map(roomOf).filter((room) => room !== null)).size > 3)
  return {
    commits: commits.length,
    medianFiles: sizes[Math.floor(sizes.length / 2)] ?? 0,
    shareOfManyRooms: commits.length === 0 ? 0 : manyRooms.length / commits.length,
  }
}

function roomOf(path: string): string | null {
  return /^((?:apps|packages)\/[^/]+|contracts|prisma|scripts|e2e)\//.exec(path)?.[1] ?? null
}
