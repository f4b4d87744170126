import type { ReactNode } from 'react'

/**
 * Describes one column header. `className` also applies to the cells of the column: `n` aligns numbers, `hide-s` and `hide-m` hide the column on narrow
 * screens. With `forEars`, the name is hidden from view and only screen readers get it. `title` explains the name, and `badge` is shown after the name.
 */
export type Column = {
  readonly name: string
  readonly className?: string
  readonly forEars?: true
  readonly title?: string
  readonly badge?: ReactNode
}

/** Draws the header row of a table, with one cell per column. */
export function TableHead({ columns }: { readonly columns: readonly Column[] }) {
  return (
    <thead>
      <tr>
        {columns.map(({ name, className, forEars, title, badge }) => (
          <th key={name} scope="col" className={className} title={title}>
            {forEars ? <span className="sr">{name}</span> : name}
            {badge && <> {badge}</>}
          </th>
        ))}
      </tr>
    </thead>
  )
}
