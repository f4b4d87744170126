import { type ReactNode, useId } from 'react'

/** One line of a filter: box, words, count on the right. The platform's own checkbox: it costs no script. */
export function CheckRow({
  checked,
  onChange,
  label,
  count,
}: {
  readonly checked: boolean
  readonly onChange: (checked: boolean) => void
  readonly label: ReactNode
  readonly count?: number
}) {
  const id = useId()
  return (
    <label className="check fc" htmlFor={id}>
      <input id={id} type="checkbox" className="box" checked={checked} onChange={(event) => onChange(event.target.checked)} />
      <span className="grow">{label}</span>
      {count !== undefined && <span className="dim">{count}</span>}
    </label>
  )
}
