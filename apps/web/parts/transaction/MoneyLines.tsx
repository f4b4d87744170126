/** One line of what a signature moves; the last one is what is got. */
export type MoneyLine = { readonly name: string; readonly amount: string; readonly tone?: 'small' | 'total' }

/** What a signature moves, line by line. */
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
