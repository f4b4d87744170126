import { appendFileSync, existsSync, readFileSync } from 'node:fs'

/** Answers of an earlier run about the same mutants, by name, and the place for new ones. */
export type Results = {
  /** Whether the mutant of this name was noticed; undefined when nobody asked yet. */
  readonly find: (name: string) => boolean | undefined
  /** Writes an answer down at once and gives it back. */
  readonly keep: (name: string, noticed: boolean) => boolean
}

/** Opens a file of one answer a line, `+ name` for a mutant that was noticed, `- name` for one that was not. Without a file it forgets. */
export function openResults(file: string | undefined): Results {
  const lines = file !== undefined && existsSync(file) ? readFileSync(file, 'utf8').split('\n') : []
  const known = new Map(lines.filter((line) => line !== '').map((line) => [line.slice(2), line.startsWith('+')]))
  return {
    find: (name) => known.get(name),
    keep: (name, noticed) => {
      if (file !== undefined) appendFileSync(file, `${noticed ? '+' : '-'} ${name}\n`)
      return noticed
    },
  }
}
