/** The head of one column. `className` is that of its cells: `n` for numbers, `hide-s`, `hide-m`. `forEars`: it is read aloud only, above buttons. */
export type Column = { readonly name: string; readonly className?: string; readonly forEars?: true }

/** The head row of a table, one cell a column. */
export function TableHead({ columns }: { readonly columns: readonly Column[] }) {
  return (
    <thead>
      <tr>
        {columns.map(({ name, className, forEars }) => (
          <th key={name} scope="col" className={className}>
            {forEars ? <span className="sr">{name}</span> : name}
          </th>
        ))}
      </tr>
    </thead>
  )
}
