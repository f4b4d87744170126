import type { Block } from '#web/features/docs/markdownBlocks.ts'

/** Returns the link anchor of each heading in page order. It follows GitHub's rule, so that a link works there and here. */
export function headingAnchors(blocks: readonly Block[]): string[] {
  return blocks.flatMap((block) => (block.kind === 'heading' ? [anchorOf(block.text)] : []))
}

function anchorOf(heading: string): string {
  return heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s_-]/gu, '')
    .replaceAll(' ', '-')
}
