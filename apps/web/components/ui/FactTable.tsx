import type { ReactNode } from 'react'

/** Shows a block of a machine's properties: a heading, where the values come from, and one row for each property. */
export function FactTable({
  title,
  text,
  rows,
}: {
  readonly title: string
  readonly text: string
  readonly rows: readonly (readonly [name: string, value: ReactNode])[]
}) {
  return (
    <section className="blk">
      <header>
        <h2>{title}</h2>
        <p>{text}</p>
      </header>
      <div className="panel">
        <table className="table">
          <tbody>
            {rows.map(([name, value]) => (
              <tr key={name}>
                <th scope="row" className="w-28 !whitespace-normal sm:w-48">
                  {name}
                </th>
                <td>
                  <b>{value}</b>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  )
}
