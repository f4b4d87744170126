/** One line of a list that shows the effect of a signature: a name and its amount or value. `tone` is the weight of the line: small text, or a total. */
export type MoneyLine = { readonly name: string; readonly amount: string; readonly tone?: 'small' | 'total' }

/** Shows the amounts that a signature moves, one in each line. */
export function MoneyLines({ lines }: { readonly lines: readonly MoneyLine[] }) {
  return (
    <div className="lines">
      {lines.map(({ name, amount, tone }) => (
        <div key={name} className={tone}>
          <span>{name}</span>
          <span>{amount}</span>
        </div>
      ))}
    </div>
  )
}
