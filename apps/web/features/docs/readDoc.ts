import 'server-only'
import { readdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import { docsFolder } from '#web/features/docs/docsFolder.ts'

/** A page of the docs: its address under /docs, its first heading and its markdown. */
export type Doc = { readonly slug: string; readonly title: string; readonly text: string }

const segmentPattern = /^[a-z0-9][a-z0-9._-]{0,80}$/

/** Reads one page by the parts of its address. Null when there is none, or when a part could leave the folder. */
export async function readDoc(parts: readonly string[]): Promise<Doc | null> {
  if (parts.length === 0 || parts.length > 3 || !parts.every((part) => segmentPattern.test(part) && !part.includes('..'))) return null
  const slug = parts.join('/')
  const text = await readFile(path.join(docsFolder(), `${slug}.md`), 'utf8').catch(() => null)
  return text === null ? null : { slug, title: titleOf(text, parts.at(-1) ?? slug), text }
}

/** Every page of one folder of the docs, by name. An absent folder has none. */
export async function listDocs(folder: string): Promise<Doc[]> {
  const names = await readdir(path.join(docsFolder(), folder)).catch(() => [])
  const docs = await Promise.all(
    names
      .filter((name) => name.endsWith('.md'))
      .sort()
      .map((name) => readDoc([folder, name.slice(0, -3)])),
  )
  return docs.filter((doc) => doc !== null)
}

function titleOf(text: string, fallback: string): string {
  return /^# (.+)$/m.exec(text)?.[1]?.replaceAll('`', '') ?? fallback
}
