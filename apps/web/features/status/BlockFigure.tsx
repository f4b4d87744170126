import { FinalBadge } from '#web/parts/transaction/FinalBadge.tsx'

/** A block's number and whether it can still be dropped. */
export function BlockFigure({ number, final }: { readonly number: number | null; readonly final: boolean }) {
  if (number === null) return '–'
  return (
    <span className="row g2 wrap">
      {number.toLocaleString('en-US')}
      <FinalBadge final={final} />
    </span>
  )
}
