import { wrapLines } from './wrapLines.ts'

/** Prints a result: one JSON line with `--json`, else text for a person. */
export function say({ json, value, text }: { json: boolean; value: unknown; text: string }): void {
  if (json) process.stdout.write(`${JSON.stringify(value)}\n`)
  else sayText(process.stdout, text)
}

/** Prints text for a person and a line break. In a terminal, long lines break between words. */
export function sayText(stream: { readonly columns?: number; write(text: string): unknown }, text: string): void {
  stream.write(`${wrapLines(text, stream.columns)}\n`)
}
