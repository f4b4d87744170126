import type { Root } from 'mdast'
import remarkCjkFriendly from 'remark-cjk-friendly'
import remarkGfm from 'remark-gfm'
import remarkParse from 'remark-parse'
import { unified } from 'unified'
import { recentResults } from '#web/features/docs/recentResults.ts'

/** Parses docs pages with GitHub's tables, and with bold text that touches Chinese punctuation. */
export const docPlugins = [remarkGfm, remarkCjkFriendly]

const parser = unified().use(remarkParse).use(docPlugins)

/** Parses a docs page. All callers get the same tree, so they must not change it. */
export const docTree: (markdown: string) => Root = recentResults((markdown) => parser.parse(markdown))
