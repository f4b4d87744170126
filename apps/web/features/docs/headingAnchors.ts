import GithubSlugger from 'github-slugger'
import type { Root } from 'mdast'
import { toString as textOf } from 'mdast-util-to-string'

/**
 * Returns the anchors (the ids that links can point to) of a page's headings, in page order. GitHub makes anchors by the same rule, so a link works on this
 * site and on GitHub.
 */
export function headingAnchors(tree: Root): string[] {
  const slugger = new GithubSlugger()
  return headingsOf(tree).map((heading) => slugger.slug(textOf(heading)))
}

/** Returns the headings of a page in page order. */
export function headingsOf(tree: Root) {
  return tree.children.filter((node) => node.type === 'heading')
}
