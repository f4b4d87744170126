import { refusal } from '@infinitio/sdk'
import type { Command } from 'commander'
import type { Program } from '../context/program.ts'
import { type CommonOptions, signInClient } from '../context/settings.ts'
import { printResult } from '../terminal/print.ts'
import { table } from '../terminal/texts.ts'
import { type SavedFilters, searchQueryOf, withSavedFilters } from './searchQueryOf.ts'

/** Adds `searches`: the saved searches of an account and their alerts. */
export function addSearches(root: Command, { withCommon, run }: Program): void {
  const searches = root.command('searches').description('saved searches and their alerts')
  withCommon(searches.command('ls').description('list your searches with their results now')).action((options: CommonOptions) =>
    run(options, () => listSearches(options)),
  )
  withSavedFilters(withCommon(searches.command('add [words...]').description('save a search')))
    .option('--alerts', 'notify you of new machines, at most once an hour', false)
    .action((words: string[], options: AddSearchOptions) => run(options, () => addSearch(words, options)))
  withCommon(searches.command('rm <id>').description('delete a saved search')).action((id: string, options: CommonOptions) =>
    run(options, () => removeSearch(id, options)),
  )
  withCommon(searches.command('alerts <id> <on|off>').description('turn alerts on or off')).action(
    (id: string, state: string, options: CommonOptions) => run(options, () => switchAlerts(id, state, options)),
  )
  withCommon(searches.command('seen <id>').description('mark the present results as seen')).action((id: string, options: CommonOptions) =>
    run(options, () => seeSearch(id, options)),
  )
}

/** Options of `infinitio searches add`. */
type AddSearchOptions = CommonOptions & SavedFilters & { readonly alerts: boolean }

/** Lists the wallet's saved searches, newest first, with the number of current results. */
async function listSearches(options: CommonOptions): Promise<void> {
  const { client } = await signInClient(options)
  const page = await client.listSavedSearches()
  const rows = page.items.map(({ searchId, free, fresh, alerts, query }) => [
    ...[searchId, String(free), fresh === null ? '' : String(fresh), alerts ? 'on' : 'off'],
    Object.entries(query)
      .map(([name, value]) => `${name}=${value}`)
      .join(' '),
  ])
  const text = table([['search', 'free', 'new', 'alerts', 'asks for'], ...rows], { right: [1, 2] })
  printResult({ json: options.json, value: page, text: rows.length === 0 ? 'No searches.' : text })
}

/** Saves a search. Saving the same search again returns the existing one. Throws `account.searches_limit`. */
async function addSearch(words: readonly string[], options: AddSearchOptions): Promise<void> {
  const { client } = await signInClient(options)
  const saved = await client.saveSearch(await searchQueryOf(client, words, options))
  if (options.alerts) await client.setSearchAlerts(saved.searchId, true)
  printResult({ json: options.json, value: saved, text: `${saved.searchId}${options.alerts ? ', with alerts' : ''}` })
}

/** Deletes a search. Does nothing if it is deleted already. */
async function removeSearch(searchId: string, options: CommonOptions): Promise<void> {
  const { client } = await signInClient(options)
  await client.deleteSavedSearch(searchId)
  printResult({ json: options.json, value: { searchId, deleted: true }, text: 'Deleted.' })
}

/** Marks a search as seen, so that its current results no longer count as new. */
async function seeSearch(searchId: string, options: CommonOptions): Promise<void> {
  const { client } = await signInClient(options)
  await client.seeSearch(searchId)
  printResult({ json: options.json, value: { searchId, seen: true }, text: 'Seen: nothing of it is new now.' })
}

/** Turns alerts of a search on or off. Throws `api.invalid_field` for another word. */
async function switchAlerts(searchId: string, state: string, options: CommonOptions): Promise<void> {
  if (state !== 'on' && state !== 'off') throw refusal('api.invalid_field', { detail: `${state}: on, off` })
  const { client } = await signInClient(options)
  await client.setSearchAlerts(searchId, state === 'on')
  printResult({ json: options.json, value: { searchId, alerts: state === 'on' }, text: `Alerts are ${state}.` })
}
