/** The head of one column. `className` is that of its cells: `n` for numbers, `hide-s`, `hide-m`. `forEars`: it is read aloud only, above buttons. `title` explains the name. */
export type Column = { readonly name: string; readonly className?: string; readonly forEars?: true; readonly title?: string }

/** The head row of a table, one cell a column. */
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
