import type { Nodes } from 'mdast'
import { toString as textOf } from 'mdast-util-to-string'
import { docTree } from '#web/features/docs/docTree.ts'
import type { Doc } from '#web/features/docs/readDoc.ts'
import type { DocEntry } from '#web/features/docs/search/docEntry.ts'

/** The most characters of a section that the search indexes. Without a limit, long tables would match nearly every search. */
const mostText = 1_500

/** Returns one search entry for each section of a guide, and one for the text before its first section. Pure. */
export function guideEntries({ slug, title, text, anchors }: Pick<Doc, 'slug' | 'title' | 'text' | 'anchors'>): DocEntry[] {
  const sections: { title: string; anchor: string | undefined; texts: string[] }[] = []
  let headings = 0
  for (const node of docTree(text).children) {
    if (node.type === 'heading') {
      sections.push({ title: textOf(node), anchor: node.depth === 1 ? undefined : anchors[headings], texts: [] })
      headings += 1
    } else sections.at(-1)?.texts.push(...linesOf(node))
  }
  return sections.map((section) => ({
    kind: 'guide' as const,
    ...{ title: section.title, page: title, text: section.texts.join(' ').slice(0, mostText) },
    href: section.anchor === undefined ? `/docs/${slug}` : `/docs/${slug}#${section.anchor}`,
  }))
}

/** Returns the text of each paragraph, table cell and code block inside a node of the Markdown tree. */
function linesOf(node: Nodes): string[] {
  if (node.type === 'paragraph' || node.type === 'tableCell' || node.type === 'code') return [textOf(node)]
  return 'children' in node ? node.children.flatMap(linesOf) : []
}
