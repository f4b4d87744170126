import { type CommonOptions, openClient } from '../context/settings.ts'
import { printResult } from '../terminal/printResult.ts'
import { table } from '../terminal/table.ts'

/** Prints what is known by an address, a hash or a number, with what it is. */
export async function findAnything(what: string, options: CommonOptions): Promise<void> {
  const hits = await openClient(options).searchExplorer(what)
  const text =
    hits.items.length === 0 ? 'Nothing is known by this.' : table([['what', 'id'], ...hits.items.map(({ kind, id }) => [kind, id])], { right: [] })
  printResult({ json: options.json, value: hits, text })
}
