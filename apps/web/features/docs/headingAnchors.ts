import GithubSlugger from 'github-slugger'
import type { Root } from 'mdast'
import { toString as textOf } from 'mdast-util-to-string'

/** Returns the anchors of a page's headings in page order. They follow GitHub's rule, so that a link works there and here. */
export function headingAnchors(tree: Root): string[] {
  const slugger = new GithubSlugger()
  return headingsOf(tree).map((heading) => slugger.slug(textOf(heading)))
}

/** Returns the headings of a page in page order. */
export function headingsOf(tree: Root) {
  return tree.children.filter((node) => node.type === 'heading')
}
