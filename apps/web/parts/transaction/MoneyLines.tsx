/** One line of a list of amounts that a signature moves: its name and its amount. The last line is the amount that the account receives. */
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
