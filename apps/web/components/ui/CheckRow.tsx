import { type ReactNode, useId } from 'react'

/** Shows one filter row: checkbox, label and count. It uses the browser's own checkbox, which needs no script. */
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
