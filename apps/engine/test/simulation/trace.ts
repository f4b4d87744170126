import { createHash } from 'node:crypto'

/** Everything that happened in one run, in order: a hash of it, and the lines when they are wanted. */
export type Trace = {
  /** Notes one line; `values` are what the line is about and only go into the hash. */
  note(line: string, values?: unknown): void
  hash(): string
  readonly lines: readonly string[]
}

/** A trace that keeps its newest lines, or all of them. */
export function createTrace({ keepsAll }: { keepsAll: boolean }): Trace {
  const digest = createHash('sha256')
  const lines: string[] = []
  return {
    lines,
    note(line, values) {
      digest.update(values === undefined ? `${line}\n` : `${line}${JSON.stringify(values, plain)}\n`)
      lines.push(line)
      if (!keepsAll && lines.length > 400) lines.splice(0, 200)
    },
    hash: () => digest.copy().digest('hex'),
  }
}

function plain(_key: string, value: unknown): unknown {
  return typeof value === 'bigint' ? value.toString() : value
}
