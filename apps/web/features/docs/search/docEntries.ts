import 'server-only'
import { type ErrorCode, errorTable } from '@infinitio/domain'
import { operationsOf } from '#web/features/docs/api/apiDocument.ts'
import { readApiDocument } from '#web/features/docs/api/readApiDocument.ts'
import { guideGroups, guidesOf } from '#web/features/docs/guideGroups.ts'
import { readDoc } from '#web/features/docs/readDoc.ts'
import { createDocSearch, type DocSearch } from '#web/features/docs/search/createDocSearch.ts'
import type { DocEntry } from '#web/features/docs/search/docEntry.ts'
import commands from '#web/features/docs/search/generated/commands.json'
import { errorText } from '#web/features/docs/search/errorText.ts'
import { guideEntries } from '#web/features/docs/search/guideEntries.ts'
import type { Language } from '#web/i18n/reading.ts'

const entries = new Map<Language, Promise<readonly DocEntry[]>>()
const searches = new Map<Language, Promise<DocSearch>>()

/**
 * Returns all entries that the search of the docs can find, in one language. Reads the docs once and caches the entries; after an error, the next call reads
 * the docs again.
 */
export function docEntries(language: Language): Promise<readonly DocEntry[]> {
  return onceEach(entries, language, readEntries)
}

/** Returns the search over `docEntries`. The server uses it for browsers without scripts. */
export function docSearch(language: Language): Promise<DocSearch> {
  return onceEach(searches, language, async () => createDocSearch(await docEntries(language)))
}

function onceEach<T>(results: Map<Language, Promise<T>>, language: Language, read: (language: Language) => Promise<T>): Promise<T> {
  const result = results.get(language) ?? read(language)
  results.set(language, result)
  result.catch(() => results.delete(language))
  return result
}

async function readEntries(language: Language): Promise<readonly DocEntry[]> {
  const operations = operationsOf(await readApiDocument(language), null)
  const found: DocEntry[] = []
  // Read the guides one after the other, so that the server can handle other requests in between.
  for (const name of guideGroups.flatMap(guidesOf)) {
    const guide = await readDoc(['guides', name], language)
    if (guide !== null) found.push(...guideEntries(guide))
  }
  for (const code of Object.keys(errorTable) as ErrorCode[]) {
    found.push({ kind: 'error', title: code, page: '', href: `/docs/errors/${code}`, text: errorText(code, language) })
  }
  for (const { name, text } of commands) found.push({ kind: 'command', title: name, page: '', href: '/docs/guides/tools', text })
  for (const { method, path, summary, operationId, tags } of operations)
    found.push({
      kind: 'endpoint',
      title: `${method} ${path}`,
      page: '',
      href: `/docs/api/${tags[0]}#${operationId}`,
      text: `${summary} ${operationId}`,
    })
  return found
}
