/** Which rows of a list are chosen, by id; `active` is the one that the keyboard stands on, `anchor` where a range begins. */
export type FleetSelection = { readonly chosen: ReadonlySet<string>; readonly active: string | null; readonly anchor: string | null }

/** What is done to it. `rows` are the ids that are shown, in their order. */
export type FleetStep =
  | { readonly kind: 'toggle'; readonly id: string }
  | { readonly kind: 'range'; readonly id: string }
  | { readonly kind: 'move'; readonly by: number; readonly extends: boolean }
  | { readonly kind: 'all' }
  | { readonly kind: 'clear' }

/** No row is chosen, and the keyboard stands on none. */
export const nothingChosen: FleetSelection = { chosen: new Set(), active: null, anchor: null }

/** The selection after a step. Rows that are not shown keep what they are, but for `clear`. */
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
