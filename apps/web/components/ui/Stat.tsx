import type { ReactNode } from 'react'

/** Shows one number: its name, its value with unit and a note. Put several of them in `.stats`. */
export function Stat({
  name,
  value,
  unit,
  below,
}: {
  readonly name: ReactNode
  readonly value: ReactNode
  readonly unit?: ReactNode
  readonly below?: ReactNode
}) {
  return (
    <div className="stat">
      <span className="k">{name}</span>
      <span className="v">
        {value} {unit !== undefined && <small>{unit}</small>}
      </span>
      {below !== undefined && <span className="d">{below}</span>}
    </div>
  )
}
