import { toString as textOf } from 'mdast-util-to-string'
import { docTree } from '#web/features/docs/docTree.ts'

/** One question of a guide, and its answer in Markdown. */
export type AskedQuestion = { readonly question: string; readonly answer: string }

/** Returns the questions of a guide in page order: the second-level headings that end with a question mark. Pure. */
export function askedQuestions(markdown: string): AskedQuestion[] {
  const { children } = docTree(markdown)
  const headings = children.flatMap((node) => (node.type === 'heading' && node.depth <= 2 ? [node] : []))
  return headings.flatMap((heading, at) => {
    const question = textOf(heading)
    const [start, end] = [heading.position?.end.offset, headings[at + 1]?.position?.start.offset ?? markdown.length]
    return /[?？]$/.test(question) && start !== undefined ? [{ question, answer: markdown.slice(start, end).trim() }] : []
  })
}
