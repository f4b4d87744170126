'use client'
import { memoryOfRun, parseRun } from '@infinitio/domain'
import type { CatalogueWire } from '@infinitio/domain/wire'
import { X } from 'lucide-react'
import { useTranslations } from 'next-intl'
import type { SearchState } from '#web/parts/search/searchState.ts'
import { type FieldPiece, useFieldPieces } from '#web/parts/search/useFieldPieces.ts'
import { givenName } from '#web/parts/machine/nodeTitle.ts'

/** Shows the active filters as chips; each chip has a remove button. */
export function SearchChips({
  search,
  catalogue,
  change,
}: {
  readonly search: SearchState
  /**
   * All classes and regions of the market. With them, the chips can show the names of chosen classes and regions, even if no machine in the list has them now.
   */
  readonly catalogue: CatalogueWire | undefined
  readonly change: (patch: Partial<SearchState>) => void
}) {
  const t = useTranslations('search.chip')
  const piecesOf = useFieldPieces()
  const run = parseRun(search.run)
  const memory = run === null ? 0 : memoryOfRun(run).totalGib
  const names = {
    classes: (id: number) => givenName(catalogue?.classes.find(({ classId }) => classId === id)?.name ?? String(id)),
    regions: (id: number) => catalogue?.regions.find(({ regionId }) => regionId === id)?.name ?? String(id),
  }
  const labelOf = ({ name, text }: FieldPiece) => {
    if (name === 'run' && memory > 0) return t('run', { name: text, memory })
    return isNamed(name) ? text : text.charAt(0).toLocaleUpperCase() + text.slice(1)
  }
  const chips = piecesOf(search, names).map((piece) => ({ ...piece, label: labelOf(piece) }))
  return chips.map(({ key, label, without }) => (
    <button key={key} type="button" className="chip on" aria-label={t('remove', { label })} onClick={() => change(without)}>
      {label}
      <X className="i" aria-hidden />
    </button>
  ))
}

/**
 * Returns true for conditions that are names (of classes, regions, isolation levels, models and programs), because names keep their case. Other conditions get
 * a capital first letter.
 */
function isNamed(name: FieldPiece['name']): boolean {
  return name === 'classes' || name === 'regions' || name === 'isolation' || name === 'run'
}
