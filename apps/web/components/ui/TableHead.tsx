/**
 * Describes one column head. `className` also goes on the cells: `n` for numbers, `hide-s`, `hide-m`. With `forEars`, only screen readers get the
 * name. `title` explains the name.
 */
export type Column = { readonly name: string; readonly className?: string; readonly forEars?: true; readonly title?: string }

/** Draws the head row of a table, with one cell per column. */
export function TableHead({ columns }: { readonly columns: readonly Column[] }) {
  return (
    <thead>
      <tr>
        {columns.map(({ name, className, forEars, title }) => (
          <th key={name} scope="col" className={className} title={title}>
            {forEars ? <span className="sr">{name}</span> : name}
          </th>
        ))}
      </tr>
    </thead>
  )
}
