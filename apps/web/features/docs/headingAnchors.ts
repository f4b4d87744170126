import type { Block } from '#web/features/docs/markdownBlocks.ts'

/** What stands behind the # of a link to each heading of a page, in their order, by GitHub's rule: a link leads to the same place here and there. */
export function headingAnchors(blocks: readonly Block[]): string[] {
  return blocks.flatMap((block) => (block.kind === 'heading' ? [anchorOf(block.text)] : []))
}

function anchorOf(heading: string): string {
  return heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s_-]/gu, '')
    .replaceAll(' ', '-')
}
