import type { ReactNode } from 'react'

/** One figure of a row of figures: name, value with unit, a line below. Put several in `.stats`. */
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
