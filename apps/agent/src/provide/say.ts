/** Prints a result: one JSON line with `--json`, else text for a person. */
export function say({ json, value, text }: { json: boolean; value: unknown; text: string }): void {
  process.stdout.write(json ? `${JSON.stringify(value)}\n` : `${text}\n`)
}
