import 'server-only'
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { isErrorCode } from '@infinitio/domain'
import { errorPage } from '@infinitio/domain/error-pages'
import { docsFolder } from '#web/features/docs/docsFolder.ts'
import { headingAnchors } from '#web/features/docs/headingAnchors.ts'
import { docTree } from '#web/features/docs/docTree.ts'
import { type Language, languages, reading } from '#web/i18n/reading.ts'

/**
 * A docs page: its path under /docs, its file, its first heading and its markdown. In both languages, `anchors` come from the English headings, so that a link
 * to a section works in each language.
 */
export type Doc = {
  readonly slug: string
  readonly file: string
  readonly language: Language
  readonly title: string
  readonly text: string
  readonly anchors: readonly string[]
}

const segmentPattern = /^[a-z0-9][a-z0-9._-]{0,80}$/

/**
 * Reads one docs page by the segments of its path, in the reader's language if there is a translation, else in English. Error pages are made from the error
 * table, other pages from files. Returns null if there is no such page, or if a segment could leave the folder.
 */
export async function readDoc(parts: readonly string[], wanted: Language): Promise<Doc | null> {
  if (parts.length === 0 || parts.length > 2 || languages.some((language) => language === parts[0])) return null
  if (!parts.every((part) => segmentPattern.test(part) && !part.includes('..'))) return null
  const slug = parts.join('/')
  const [english, translated] = await Promise.all([textOf(parts, 'en'), wanted === 'en' ? null : textOf(parts, wanted)])
  if (english === null) return null
  const text = translated ?? english
  return {
    slug,
    file: translated === null ? slug : `${wanted}/${slug}`,
    language: translated === null ? 'en' : wanted,
    title: titleOf(text, parts.at(-1) ?? slug),
    text,
    // Computed when it is read, because a list of guides needs only their titles, and parsing a long guide takes 100 ms.
    get anchors() {
      return headingAnchors(docTree(english))
    },
  }
}

/** Returns the markdown of a page in one language, or null if that language has no such page. */
async function textOf(parts: readonly string[], language: Language): Promise<string | null> {
  const [folder, name = ''] = parts
  if (folder === 'errors') return isErrorCode(name) ? errorPage(name, language) : null
  return readMarkdown(language === 'en' ? parts.join('/') : [language, ...parts].join('/'))
}

function readMarkdown(file: string): Promise<string | null> {
  return unlessAbsent(readFile(path.join(docsFolder(), `${file}.md`), 'utf8'))
}

/** Returns the result of reading a file, or null if the file does not exist. Throws every other error, such as a missing permission. */
function unlessAbsent<T>(reading: Promise<T>): Promise<T | null> {
  return reading.catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return null
    throw error
  })
}

function titleOf(text: string, fallback: string): string {
  return /^# (.+)$/m.exec(text)?.[1]?.replaceAll('`', '') ?? fallback
}

/** Reads a guide in the reader's language. Null if docs/guides has no such file. */
export function readGuide(name: string): Promise<Doc | null> {
  return readDoc(['guides', name], reading().language)
}
