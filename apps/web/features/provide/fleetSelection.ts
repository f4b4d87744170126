/** The chosen rows of a list, by id. `active` is the row with the keyboard focus; `anchor` is the row at which a range begins. */
export type FleetSelection = { readonly chosen: ReadonlySet<string>; readonly active: string | null; readonly anchor: string | null }

/** A change of the selection. `rows` are the ids of the visible rows, in order. */
export type FleetStep =
  | { readonly kind: 'toggle'; readonly id: string }
  | { readonly kind: 'range'; readonly id: string }
  | { readonly kind: 'move'; readonly by: number; readonly extends: boolean }
  | { readonly kind: 'all' }
  | { readonly kind: 'clear' }

/** The selection without chosen rows and without an active row. */
export const nothingChosen: FleetSelection = { chosen: new Set(), active: null, anchor: null }

/** Returns the selection after a change. Only `clear` changes rows that are not visible. */
export function stepSelection(selection: FleetSelection, step: FleetStep, rows: readonly string[]): FleetSelection {
  const { chosen, active, anchor } = selection
  switch (step.kind) {
    case 'toggle': {
      const next = new Set(chosen)
      if (!next.delete(step.id)) next.add(step.id)
      return { chosen: next, active: step.id, anchor: step.id }
    }
    case 'range':
      return { chosen: new Set([...chosen, ...between(rows, anchor ?? step.id, step.id)]), active: step.id, anchor: anchor ?? step.id }
    case 'move': {
      const from = active === null ? -1 : rows.indexOf(active)
      const to = rows[Math.min(rows.length - 1, Math.max(0, from + step.by))]
      if (to === undefined) return selection
      if (!step.extends) return { chosen, active: to, anchor: to }
      const start = anchor ?? active ?? to
      return { chosen: new Set([...chosen, ...between(rows, start, to)]), active: to, anchor: start }
    }
    case 'all':
      return { chosen: new Set([...chosen, ...rows]), active, anchor }
    case 'clear':
      return { chosen: new Set(), active, anchor: null }
  }
}

function between(rows: readonly string[], one: string, other: string): readonly string[] {
  const [from, to] = [rows.indexOf(one), rows.indexOf(other)]
  return from < 0 || to < 0 ? [other] : rows.slice(Math.min(from, to), Math.max(from, to) + 1)
}
