import type { Root } from 'mdast'
import remarkCjkFriendly from 'remark-cjk-friendly'
import remarkGfm from 'remark-gfm'
import remarkParse from 'remark-parse'
import { unified } from 'unified'
import { recentResults } from '#web/features/docs/recentResults.ts'

/** Extends Markdown by tables as GitHub has them, and by strong text beside Chinese punctuation. */
export const docPlugins = [remarkGfm, remarkCjkFriendly]

const parser = unified().use(remarkParse).use(docPlugins)

/** Parses a docs page. Callers share the tree, so they may not change it. */
export const docTree: (markdown: string) => Root = recentResults((markdown) => parser.parse(markdown))
