import { SelectInput } from '#web/components/ui/SelectInput.tsx'
import { monthText } from '#web/parts/format/monthText.ts'

type MonthSelectProps = {
  readonly label: string
  /** Months as the API writes them, newest first. */
  readonly months: readonly string[]
  readonly month: string
  readonly onMonth: (month: string) => void
}

/** Selects the month of a statement. */
export function MonthSelect({ label, months, month, onMonth }: MonthSelectProps) {
  return (
    <SelectInput aria-label={label} value={month} onChange={(event) => onMonth(event.target.value)}>
      {months.map((one) => (
        <option key={one} value={one}>
          {monthText(one)}
        </option>
      ))}
    </SelectInput>
  )
}
