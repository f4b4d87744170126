import { createHash } from 'node:crypto'

/** The ordered events of one run: a hash over all lines, and the newest lines or, if requested, all of them. */
export type Trace = {
  /** Adds one line to the trace. `values` are its arguments; they are not in the line but change the hash. */
  note(line: string, values?: unknown): void
  hash(): string
  readonly lines: readonly string[]
}

/** Creates a trace. It stores all lines if `keepsAll` is true, otherwise only the newest ones (at most 400). */
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
